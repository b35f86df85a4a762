package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rdsalert.alert.Message;
import rdsalert.delivery.PublishFailedException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * What happens on a connection that was kept and is dead by the time it is used again, as after an
 * hour without an event. The JDK's client can send a POST a second time by itself; it must not.
 */
class KeptConnectionTest {
  private static final String ANSWER =
      "<PublishResponse><PublishResult><MessageId>id</MessageId></PublishResult></PublishResponse>";

  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private ServerSocket listener;

  @BeforeEach
  void listen() throws IOException {
    listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
  }

  @Test
  void doesNotSayAnythingTwiceByItself() {
    serve(this::answerOnceAndTakeOneMore);
    SnsAlertPublisher publisher = publisher(DefaultRetryStrategy.doNotRetry());

    assertThat(publisher.publish(message())).isEqualTo("id");
    assertThatExceptionOfType(PublishFailedException.class)
        .isThrownBy(() -> publisher.publish(message()));

    assertThat(requests).hasValue(2);
    assertThat(connections).as("the second went out on the kept connection").hasValue(1);
  }

  @Test
  void isReplacedByTheRetriesThatAlertsHave() {
    serve(this::answerOnceAndClose);
    SnsAlertPublisher publisher = publisher(DefaultRetryStrategy.legacyStrategyBuilder().build());

    assertThat(publisher.publish(message())).isEqualTo("id");
    assertThat(publisher.publish(message())).isEqualTo("id");

    assertThat(requests).hasValue(2);
    assertThat(connections).hasValue(2);
  }

  private interface Conversation {
    void with(Socket client) throws IOException;
  }

  private void serve(Conversation conversation) {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!listener.isClosed()) {
                try (Socket client = listener.accept()) {
                  connections.incrementAndGet();
                  conversation.with(client);
                } catch (IOException e) {
                  // Closed by the test, or left by the client.
                }
              }
            });
  }

  private void answerOnceAndClose(Socket client) throws IOException {
    take(reader(client));
    answer(client);
  }

  private void answerOnceAndTakeOneMore(Socket client) throws IOException {
    BufferedReader reader = reader(client);
    take(reader);
    answer(client);
    take(reader);
  }

  private static BufferedReader reader(Socket client) throws IOException {
    return new BufferedReader(
        new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
  }

  /** Reads a request to its end. */
  private void take(BufferedReader reader) throws IOException {
    int length = -1;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring("content-length:".length()).strip());
      }
      if (line.isEmpty()) {
        break;
      }
    }
    for (int i = 0; i < length; i++) {
      reader.read();
    }
    if (length >= 0) {
      requests.incrementAndGet();
    }
  }

  private static void answer(Socket client) throws IOException {
    String response =
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(ANSWER.length(), ANSWER);
    client.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
  }

  private SnsAlertPublisher publisher(RetryStrategy retries) {
    SnsClient client =
        SnsClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + listener.getLocalPort()))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(c -> c.retryStrategy(retries))
            .build();
    return new SnsAlertPublisher(client, "arn:aws:sns:eu-central-1:123456789012:alerts");
  }

  private static Message message() {
    return new Message(Message.Kind.ALERT, "subject", "email", "chat", "sms", "finding", Map.of());
  }
}
