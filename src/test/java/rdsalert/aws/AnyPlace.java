package rdsalert.aws;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** An admission that nothing refuses: what a store without conditions would do. */
final class AnyPlace {
  private AnyPlace() {}

  static UpdateItemRequest without(UpdateItemRequest request) {
    Map<String, AttributeValue> values = new HashMap<>(request.expressionAttributeValues());
    values
        .keySet()
        .removeIf(name -> !request.updateExpression().matches(".*" + name + "(?![A-Za-z]).*"));
    return request.toBuilder().conditionExpression(null).expressionAttributeValues(values).build();
  }
}
