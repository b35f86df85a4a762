package rdsalert.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.delivery.LedgerKey;
import rdsalert.render.Message;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/**
 * Publishes to one SNS topic, with a body for each protocol ({@code MessageStructure=json}) and
 * attributes that subscription filter policies can look at.
 */
public record SnsAlertPublisher(SnsClient client, String topicArn, Optional<String> watchTopicArn)
    implements AlertPublisher {
  /** What passes, beside what the SDK knows to; every other refusal stays until it is fixed. */
  private static final Set<String> PASSING =
      Set.of("Throttled", "KMSThrottling", "KMSThrottlingException");

  public SnsAlertPublisher(SnsClient client, String topicArn) {
    this(client, topicArn, Optional.empty());
  }

  @Override
  public Optional<AlertPublisher> to(LedgerKey.Topic topic) {
    return switch (topic) {
      case ALERTS -> Optional.of(this);
      case WATCH -> watchTopicArn.map(arn -> new SnsAlertPublisher(client, arn));
    };
  }

  @Override
  public String publish(Message message) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    message.attributes().forEach((name, attribute) -> attributes.put(name, value(attribute)));
    PublishRequest request =
        PublishRequest.builder()
            .topicArn(topicArn)
            .subject(message.subject())
            .messageStructure("json")
            .message(message.bodies())
            .messageAttributes(attributes)
            .build();
    try {
      return idOf(client.publish(request));
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  private static String idOf(PublishResponse answer) {
    String id = answer.messageId();
    if (id == null || id.isEmpty()) {
      throw SdkClientException.create("SNS answered without a message id");
    }
    return id;
  }

  private static PublishFailedException failed(SdkException e) {
    SdkFault fault = SdkFault.of(e);
    return fault.withoutEffect()
        ? PublishFailedException.refused(
            fault.code(), fault.passes() || PASSING.contains(fault.code()), e)
        : PublishFailedException.unanswered(fault.code(), e);
  }

  private static MessageAttributeValue value(Message.Attribute attribute) {
    return MessageAttributeValue.builder()
        .dataType(attribute.type())
        .stringValue(attribute.value())
        .build();
  }
}
