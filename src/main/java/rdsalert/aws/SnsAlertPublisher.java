package rdsalert.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import rdsalert.alert.Message;
import rdsalert.alert.PublishBody;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.PublishFailedException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Publishes to one SNS topic, with a body for each protocol ({@code MessageStructure=json}) and
 * attributes that subscription filter policies can look at.
 */
public final class SnsAlertPublisher implements AlertPublisher {
  /** What SNS itself calls passing; every other client fault stays until somebody mends it. */
  private static final Set<String> PASSING =
      Set.of(
          "Throttling",
          "ThrottledException",
          "Throttled",
          "InternalError",
          "InternalFailure",
          "ServiceUnavailable",
          "KMSThrottling",
          "KMSThrottlingException",
          "RequestExpired");

  private final SnsClient client;
  private final String topicArn;

  public SnsAlertPublisher(SnsClient client, String topicArn) {
    this.client = client;
    this.topicArn = topicArn;
  }

  @Override
  public String publish(Message message) {
    PublishRequest request =
        PublishRequest.builder()
            .topicArn(topicArn)
            .subject(message.subject())
            .messageStructure("json")
            .message(PublishBody.json(message))
            .messageAttributes(attributes(message.attributes()))
            .build();
    try {
      return client.publish(request).messageId();
    } catch (AwsServiceException e) {
      throw failed(e);
    } catch (SdkException e) {
      throw PublishFailedException.unanswered("no answer from SNS", e);
    }
  }

  private static PublishFailedException failed(AwsServiceException e) {
    String code =
        e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
            ? "HTTP " + e.statusCode()
            : e.awsErrorDetails().errorCode();
    if (e.statusCode() >= 500) {
      return PublishFailedException.unanswered(code, e);
    }
    boolean passes = e.isThrottlingException() || PASSING.contains(code);
    return PublishFailedException.refused(code, passes, e);
  }

  private static Map<String, MessageAttributeValue> attributes(
      Map<String, Message.Attribute> attributes) {
    Map<String, MessageAttributeValue> values = new HashMap<>();
    attributes.forEach((name, attribute) -> values.put(name, value(attribute)));
    return values;
  }

  private static MessageAttributeValue value(Message.Attribute attribute) {
    return MessageAttributeValue.builder()
        .dataType(PublishBody.type(attribute))
        .stringValue(PublishBody.value(attribute))
        .build();
  }
}
