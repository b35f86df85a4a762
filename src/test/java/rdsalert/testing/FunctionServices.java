package rdsalert.testing;

import java.util.HashMap;
import java.util.Map;
import rdsalert.local.LocalLedger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a deployed function has around it, on the wire: Lambda, DynamoDB with the table, SNS. */
public record FunctionServices(RuntimeApi lambda, SnsEndpoint sns, DynamoDbEndpoint dynamoDb)
    implements AutoCloseable {
  /** The topic that the function is told to publish to. */
  public static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:alerts";

  /** The table that the function is told to keep its ledger in. */
  public static final String TABLE = "ledger";

  /** Starts them. */
  public static FunctionServices start() throws Exception {
    FunctionServices services =
        new FunctionServices(RuntimeApi.start(), SnsEndpoint.start(), DynamoDbEndpoint.start());
    try (DynamoDbClient client = services.dynamoDb().client()) {
      client.createTable(LocalLedger.tableNamed(TABLE));
    }
    return services;
  }

  /** What Lambda and the template set for a function; credentials come on top. */
  public Map<String, String> environment(String name, String version) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_LAMBDA_RUNTIME_API", lambda.address());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", name);
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", version);
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.uri().toString());
    environment.put("AWS_ENDPOINT_URL_SNS", sns.uri().toString());
    environment.put("ALERT_TOPIC_ARN", TOPIC);
    environment.put("WATCH_TOPIC_ARN", TOPIC + "-watch");
    environment.put("LEDGER_TABLE", TABLE);
    return environment;
  }

  @Override
  public void close() {
    lambda.close();
    sns.close();
    dynamoDb.close();
  }
}
