package rdsalert.local;

import rdsalert.aws.DynamoDbAlertLedger;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The ledger's table as {@code template.yaml} creates it. */
public final class LedgerTable {
  private LedgerTable() {}

  /** The request that creates the table under a name. */
  public static CreateTableRequest named(String name) {
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
}
