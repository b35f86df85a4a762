package rdsalert.bench;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import rdsalert.local.LedgerTable;
import rdsalert.testing.DynamoDbEndpoint;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The services around the function, in a process of their own: DynamoDB Local over HTTP, and stubs
 * of DynamoDB and SNS over TLS. Says on its first line where they listen; answers each line of its
 * input: {@code calls} with how many calls the stubs took, anything else by a new table of that
 * name. Ends when its input does.
 */
final class Services {
  private Services() {}

  public static void main(String[] args) throws Exception {
    SSLContext tls = StubEndpoint.tls(Path.of(args[0]), args[1]);
    StubEndpoint sns = StubEndpoint.sns(tls);
    StubEndpoint stub = StubEndpoint.dynamoDb(tls);
    try (DynamoDbEndpoint local = DynamoDbEndpoint.start();
        DynamoDbClient client = local.client()) {
      System.out.println(local.uri() + " " + stub.address() + " " + sns.address());
      for (String line = IO.readln(); line != null; line = IO.readln()) {
        if (line.equals("calls")) {
          System.out.println(stub.calls() + sns.calls());
        } else {
          client.createTable(LedgerTable.named(line));
          System.out.println("created");
        }
      }
    }
    System.exit(0);
  }
}
