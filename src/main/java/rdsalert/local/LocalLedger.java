package rdsalert.local;

import java.time.Duration;
import rdsalert.aws.DynamoDbAlertLedger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/** The ledger on DynamoDB Local in this process: empty at first, gone at the end. */
public final class LocalLedger implements AutoCloseable {
  private static final String TABLE = "ledger";

  private final AmazonDynamoDBLocal database;
  private final DynamoDbClient client;

  private LocalLedger(AmazonDynamoDBLocal database) {
    this.database = database;
    this.client = database.dynamoDbClient();
    client.createTable(tableNamed(TABLE));
  }

  public static LocalLedger start() {
    return new LocalLedger(DynamoDBEmbedded.create(true));
  }

  /** The request that creates the ledger's table, as {@code template.yaml} creates it. */
  public static CreateTableRequest tableNamed(String name) {
    return CreateTableRequest.builder()
        .tableName(name)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            attribute("pk", ScalarAttributeType.S),
            attribute("queue", ScalarAttributeType.S),
            attribute("dueAt", ScalarAttributeType.N))
        .keySchema(key("pk", KeyType.HASH))
        .globalSecondaryIndexes(
            GlobalSecondaryIndex.builder()
                .indexName(DynamoDbAlertLedger.INDEX)
                .keySchema(key("queue", KeyType.HASH), key("dueAt", KeyType.RANGE))
                .projection(
                    p -> p.projectionType(ProjectionType.INCLUDE).nonKeyAttributes("summary"))
                .build())
        .build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  public DynamoDbAlertLedger ledger(Duration retention) {
    return new DynamoDbAlertLedger(client, TABLE, retention, null, _ -> {});
  }

  public DynamoDbClient client() {
    return client;
  }

  public String table() {
    return TABLE;
  }

  @Override
  public void close() {
    client.close();
    database.shutdownNow();
  }
}
