package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** Tests and the local command run on the table that the template deploys. */
class LocalLedgerTest {
  private final CreateTableRequest local = LocalLedger.tableNamed("ledger");
  private final GlobalSecondaryIndex index = local.globalSecondaryIndexes().getFirst();

  @Test
  void isTheTableOfTheTemplate() throws IOException {
    JsonNode table = deployedTable();

    assertThat(keys(local.keySchema())).isEqualTo(keys(table.path("KeySchema")));
    JsonNode deployed = table.path("GlobalSecondaryIndexes").path(0);
    assertThat(table.path("GlobalSecondaryIndexes")).hasSize(1);
    assertThat(index.indexName()).isEqualTo(deployed.path("IndexName").asText());
    assertThat(keys(index.keySchema())).isEqualTo(keys(deployed.path("KeySchema")));
    assertThat(index.projection().projectionTypeAsString())
        .isEqualTo(deployed.at("/Projection/ProjectionType").asText());
    assertThat(index.projection().nonKeyAttributes())
        .containsExactly(deployed.at("/Projection/NonKeyAttributes/0").asText());
    assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo("expiresAt");
  }

  private static JsonNode deployedTable() throws IOException {
    JsonNode resources =
        YAMLMapper.builder().build().readTree(Path.of("template.yaml").toFile()).path("Resources");
    for (JsonNode resource : resources) {
      if (resource.path("Type").asText().equals("AWS::DynamoDB::Table")) {
        return resource.path("Properties");
      }
    }
    throw new AssertionError("the template has no table");
  }

  private static List<String> keys(List<KeySchemaElement> schema) {
    return schema.stream().map(key -> key.attributeName() + " " + key.keyTypeAsString()).toList();
  }

  private static List<String> keys(JsonNode schema) {
    List<String> keys = new ArrayList<>();
    schema.forEach(
        key -> keys.add(key.path("AttributeName").asText() + " " + key.path("KeyType").asText()));
    return keys;
  }
}
