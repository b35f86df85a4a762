package rdsalert.local;

import java.time.Duration;
import rdsalert.aws.DynamoDbAlertLedger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
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
    client.createTable(LedgerTable.named(TABLE));
  }

  /** Starts the database. */
  public static LocalLedger start() {
    return new LocalLedger(DynamoDBEmbedded.create(true));
  }

  /** The ledger. */
  public DynamoDbAlertLedger ledger(Duration retention) {
    return new DynamoDbAlertLedger(client, TABLE, retention, null);
  }

  /** The database's client. */
  public DynamoDbClient client() {
    return client;
  }

  /** The table's name. */
  public String table() {
    return TABLE;
  }

  @Override
  public void close() {
    client.close();
    database.shutdownNow();
  }
}
