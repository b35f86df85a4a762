package rdsalert.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/** DynamoDB Local runs in this process with the native library that the build lays out. */
class DynamoDbLocalTest {
  private static final Map<String, AttributeValue> ITEM =
      Map.of("pk", AttributeValue.fromS("a"), "n", AttributeValue.fromN("7"));

  @Test
  void keepsAnItem() {
    AmazonDynamoDBLocal local = DynamoDBEmbedded.create(true);
    try (DynamoDbClient client = local.dynamoDbClient()) {
      createTable(client);
      client.putItem(put -> put.tableName("ledger").item(ITEM));
      assertThat(client.getItem(get -> get.tableName("ledger").key(key())).item()).isEqualTo(ITEM);
    } finally {
      local.shutdownNow();
    }
  }

  private static Map<String, AttributeValue> key() {
    return Map.of("pk", AttributeValue.fromS("a"));
  }

  private static void createTable(DynamoDbClient client) {
    client.createTable(
        create ->
            create
                .tableName("ledger")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build()));
  }
}
