package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.AlertPublisherContract;
import rdsalert.testing.Publish;
import rdsalert.testing.SnsEndpoint;
import rdsalert.testing.SnsFault;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sns.SnsClient;

/** The real publisher, over HTTP. */
class SnsAlertPublisherTest extends AlertPublisherContract {
  private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:alerts";

  private final SnsEndpoint endpoint = open();
  private final SnsClient client = clientOf(endpoint);

  @BeforeEach
  void start() {
    assertThat(endpoint.received()).isEmpty();
  }

  @AfterEach
  void stop() {
    client.close();
    endpoint.close();
  }

  @Override
  protected AlertPublisher publisher() {
    return new SnsAlertPublisher(client, TOPIC);
  }

  @Override
  protected void failNext(boolean passes) {
    endpoint.failNext(passes ? SnsFault.internalError() : SnsFault.notFound());
  }

  @Override
  protected int accepted() {
    return endpoint.accepted().size();
  }

  @Test
  void sendsABodyForEachProtocolWithSubjectAndAttributes() throws IOException {
    publisher().publish(MESSAGE);

    Publish publish = endpoint.accepted().getFirst();
    assertThat(publish.topicArn()).isEqualTo(TOPIC);
    assertThat(publish.subject()).isEqualTo("A subject");
    assertThat(publish.messageStructure()).isEqualTo("json");
    JsonNode bodies = JsonMapper.builder().build().readTree(publish.message());
    assertThat(bodies.path("email").asText()).isEqualTo(MESSAGE.email());
    assertThat(bodies.path("https").asText()).isEqualTo(MESSAGE.chat());
    assertThat(bodies.path("sms").asText()).isEqualTo(MESSAGE.sms());
    assertThat(bodies.path("default").asText()).isEqualTo(MESSAGE.machine());
    assertThat(publish.attributes())
        .containsExactlyInAnyOrderEntriesOf(Map.of("rule", "378f9024", "risk_score", "21"));
    assertThat(publish.parameters()).containsValue("Number");
  }

  @Test
  void tellsPassingFaultsFromLastingOnes() {
    for (SnsFault passing :
        new SnsFault[] {
          SnsFault.throttled(),
          SnsFault.internalError(),
          SnsFault.kmsThrottled(),
          SnsFault.expired(),
          new SnsFault.LostRequest(),
          new SnsFault.LostAnswer()
        }) {
      endpoint.failNext(passing);
      assertThat(failure().worthRetrying()).as(passing.toString()).isTrue();
    }
    for (SnsFault lasting :
        new SnsFault[] {
          SnsFault.notFound(), SnsFault.notAuthorized(), SnsFault.invalidParameter()
        }) {
      endpoint.failNext(lasting);
      assertThat(failure().worthRetrying()).as(lasting.toString()).isFalse();
    }
  }

  @Test
  void namesTheFault() {
    endpoint.failNext(SnsFault.notAuthorized());

    assertThat(failure())
        .hasMessage("publishing failed: AuthorizationError (will fail until it is fixed)");
  }

  private static SnsEndpoint open() {
    try {
      return SnsEndpoint.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the SDK's own retries, so that each fault is seen. */
  private static SnsClient clientOf(SnsEndpoint endpoint) {
    return SnsClient.builder()
        .endpointOverride(endpoint.uri())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
        .httpClient(Apache5HttpClient.create())
        .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }
}
