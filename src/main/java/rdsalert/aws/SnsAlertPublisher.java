package rdsalert.aws;

import java.util.HashMap;
import java.util.Map;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.render.Message;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Publishes to one SNS topic, with a body for each protocol ({@code MessageStructure=json}) and
 * attributes that subscription filter policies can look at.
 */
public record SnsAlertPublisher(SnsClient client, String topicArn) implements AlertPublisher {
  @Override
  public String publish(Message message) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    message
        .attributes()
        .forEachEntry(
            (name, value) ->
                attributes.put(
                    name,
                    MessageAttributeValue.builder()
                        .dataType(value.isNumber() ? "Number" : "String")
                        .stringValue(value.asText())
                        .build()));
    PublishRequest request =
        PublishRequest.builder()
            .topicArn(topicArn)
            .subject(message.subject())
            .messageStructure("json")
            .message(message.bodies())
            .messageAttributes(attributes)
            .build();
    try {
      String id = client.publish(request).messageId();
      if (id == null || id.isEmpty()) {
        throw SdkClientException.create("SNS answered without a message id");
      }
      return id;
    } catch (SdkException e) {
      SdkFault fault = SdkFault.of(e);
      throw fault.withoutEffect()
          ? PublishFailedException.refused(fault.code(), fault.passes(), e)
          : PublishFailedException.unanswered(fault.code(), e);
    }
  }
}
