package rdsalert.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** AWS's own client finds in the endpoint what it would find in SNS. */
class SnsEndpointTest {
  private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:alerts";

  private SnsEndpoint endpoint;
  private SnsClient client;

  @BeforeEach
  void start() throws IOException {
    endpoint = SnsEndpoint.start();
    client =
        SnsClient.builder()
            .endpointOverride(endpoint.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "synthetic")))
            .httpClientBuilder(Apache5HttpClient.builder().socketTimeout(Duration.ofSeconds(2)))
            .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    endpoint.close();
  }

  @Test
  void keepsEveryParameterOfAPublish() {
    assertThat(publish("grüße & more")).isEqualTo("00000000-0000-4000-8000-000000000001");

    assertThat(endpoint.received()).isEqualTo(endpoint.accepted()).hasSize(1);
    Publish publish = endpoint.accepted().getFirst();
    assertThat(publish.topicArn()).isEqualTo(TOPIC);
    assertThat(publish.subject()).isEqualTo("subject");
    assertThat(publish.message()).isEqualTo("grüße & more");
    assertThat(publish.messageStructure()).isNull();
    assertThat(publish.attributes()).isEqualTo(Map.of("severity", "low"));
    assertThat(publish.parameters()).containsEntry("Action", "Publish");
  }

  @Test
  void refusesWithTheErrorThatWasAskedForOnce() {
    endpoint.failNext(SnsFault.notFound());

    assertThatThrownBy(() -> publish("a")).isInstanceOf(NotFoundException.class);
    publish("b");

    assertThat(endpoint.received()).extracting(Publish::message).containsExactly("a", "b");
    assertThat(endpoint.accepted()).extracting(Publish::message).containsExactly("b");
  }

  @Test
  void publishesAndLosesTheAnswer() {
    endpoint.failNext(new SnsFault.LostAnswer());

    assertThatThrownBy(() -> publish("a")).isInstanceOf(SdkClientException.class);

    assertThat(endpoint.accepted()).extracting(Publish::message).containsOnly("a");
  }

  @Test
  void losesTheRequest() {
    endpoint.failNext(new SnsFault.LostRequest(), new SnsFault.LostRequest());

    assertThatThrownBy(() -> publish("a")).isInstanceOf(SdkClientException.class);

    assertThat(endpoint.accepted()).isEmpty();
  }

  @Test
  void answersLaterThanTheClientWaits() {
    endpoint.failNext(new SnsFault.Delay(Duration.ofSeconds(4)));

    assertThatThrownBy(() -> publish("a")).isInstanceOf(SdkClientException.class);
  }

  private String publish(String message) {
    return client
        .publish(
            publish ->
                publish
                    .topicArn(TOPIC)
                    .subject("subject")
                    .message(message)
                    .messageAttributes(
                        Map.of(
                            "severity",
                            MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("low")
                                .build())))
        .messageId();
  }
}
