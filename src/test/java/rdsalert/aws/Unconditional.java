package rdsalert.aws;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** An update that nothing refuses: what a store without conditions would do. */
final class Unconditional {
  private Unconditional() {}

  static UpdateItemRequest of(UpdateItemRequest request) {
    String update = request.updateExpression();
    Map<String, AttributeValue> values = new HashMap<>(request.expressionAttributeValues());
    values.keySet().removeIf(name -> !update.matches(".*" + name + "(?![A-Za-z0-9]).*"));
    Map<String, String> names = new HashMap<>(request.expressionAttributeNames());
    names.keySet().removeIf(name -> !update.contains(name));
    return request.toBuilder()
        .conditionExpression(null)
        .expressionAttributeValues(values)
        .expressionAttributeNames(names.isEmpty() ? null : names)
        .build();
  }
}
