package rdsalert.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.AlertPublisher.Topic;
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

  /**
   * Publishes what concerns the stack itself to a second topic, too. If one of the two is switched
   * off, the other tells of it, once. Where the first may take it later, it is perhaps sent: the
   * second may have no readers.
   *
   * @param own the ids of the rules about the stack itself
   */
  public record TwoTopics(AlertPublisher first, AlertPublisher second, Set<String> own)
      implements AlertPublisher {
    @Override
    public AlertPublisher to(Topic topic) {
      return topic == Topic.ALERTS ? first : second;
    }

    @Override
    public String publish(Message message) {
      if (!isOwn(message)) {
        return first.publish(message);
      }
      PublishFailedException ofSecond = null;
      String taken = "";
      try {
        taken = second.publish(message);
      } catch (PublishFailedException e) {
        ofSecond = e;
      }
      try {
        return first.publish(message);
      } catch (PublishFailedException e) {
        if (ofSecond == null && !e.worthRetrying()) {
          return taken;
        }
        // What one topic took, or may have, is no less perhaps sent because the other refused it.
        boolean bySecond = ofSecond == null || ofSecond.mayHaveBeenTaken();
        throw bySecond && !e.mayHaveBeenTaken()
            ? PublishFailedException.unanswered("only the second topic may have taken it", e)
            : e;
      }
    }

    private boolean isOwn(Message message) {
      String rule = message.attributes().path("rule").asText();
      return message.kind() == Message.Kind.SETTINGS || own.contains(rule);
    }
  }
}
