package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.testing.ScriptedServer;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * What happens on a connection that was kept and is dead by the time it is used again, as after an
 * hour without an event.
 */
class KeptConnectionTest {
  private static final Duration LONG_IDLE = Duration.ofMinutes(1);

  /** Unused for longer, a connection is looked at before it is used; so the HTTP client has it. */
  private static final Duration LOOKED_AT_AFTER = Duration.ofMillis(2200);

  @Test
  void carriesSeveralPublishes() throws Exception {
    assertThat(connections(KeptConnectionTest::answerAll, LONG_IDLE, Duration.ZERO)).isEqualTo(1);
  }

  @Test
  void isReplacedIfTheServerClosedItMeanwhile() throws Exception {
    assertThat(connections(KeptConnectionTest::answerOne, LONG_IDLE, LOOKED_AT_AFTER)).isEqualTo(2);
  }

  @Test
  void isReplacedIfTheServerSaysThatItCloses() throws Exception {
    assertThat(connections(KeptConnectionTest::answerLast, LONG_IDLE, Duration.ZERO)).isEqualTo(2);
  }

  /** A function that was frozen may not hear of it: the connection looks alive, and is not. */
  @Test
  void isReplacedIfItWasIdleForTooLong() throws Exception {
    Duration idle = Duration.ofMillis(100);

    assertThat(connections(KeptConnectionTest::answerAll, idle, idle.multipliedBy(2))).isEqualTo(2);
  }

  /** How many connections carry two publishes, both of which are answered. */
  private static int connections(ScriptedServer.Script script, Duration idle, Duration between)
      throws Exception {
    try (ScriptedServer server = ScriptedServer.start(script);
        SdkHttpClient http = http(idle)) {
      SnsAlertPublisher publisher = publisher(http, server);
      publish(publisher);
      Thread.sleep(between);
      publish(publisher);

      assertThat(server.requests()).hasSize(2);
      return server.connections();
    }
  }

  @Test
  void isNotReplacedOnceItMayHaveCarriedTheMessage() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(KeptConnectionTest::answerOneOfTwo);
        SdkHttpClient http = http(LONG_IDLE)) {
      SnsAlertPublisher publisher = publisher(http, server);
      publish(publisher);
      PublishFailedException failure =
          catchThrowableOfType(PublishFailedException.class, () -> publish(publisher));

      assertThat(failure.mayHaveBeenTaken()).isTrue();
      assertThat(server.requests()).hasSize(2);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  private static void answerAll(ScriptedServer.Connection connection) throws IOException {
    while (true) {
      answerOne(connection);
    }
  }

  private static void answerOne(ScriptedServer.Connection connection) throws IOException {
    connection.read();
    connection.send(Answers.published());
  }

  private static void answerLast(ScriptedServer.Connection connection) throws IOException {
    connection.read();
    connection.send(Answers.published().replaceFirst("\r\n", "\r\nConnection: close\r\n"));
  }

  private static void answerOneOfTwo(ScriptedServer.Connection connection) throws IOException {
    answerOne(connection);
    connection.read();
  }

  private static SdkHttpClient http(Duration idle) {
    return Connections.open(SystemDefaultDnsResolver.INSTANCE, idle, Connections.STEP);
  }

  private static SnsAlertPublisher publisher(SdkHttpClient http, ScriptedServer server) {
    return WireTest.publisher(http, server.uri(), WireTest.CREDENTIALS);
  }

  private static void publish(SnsAlertPublisher publisher) {
    assertThat(publisher.publish(Call.MESSAGE)).isNotEmpty();
  }
}
