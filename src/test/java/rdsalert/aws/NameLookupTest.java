package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.testing.FlakyNames;
import rdsalert.testing.ScriptedServer;
import software.amazon.awssdk.http.SdkHttpClient;

/** What a look-up that failed, or that finds addresses where nobody is, means for calls. */
class NameLookupTest {
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** As the function has them. */
  private static final TimeLimit CALL = new TimeLimit(Duration.ofSeconds(2));

  private static final TimeLimit PUBLISH = new TimeLimit(Duration.ofSeconds(8));

  @Test
  void isDoneAgainAtOnceIfItFailed() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(NameLookupTest::answerAll);
        SdkHttpClient http =
            Connections.open(SystemDefaultDnsResolver.INSTANCE, IDLE, Connections.STEP)) {
      URI flaky = URI.create("http://" + FlakyNames.HOST + ":" + server.uri().getPort());
      FlakyNames.failOnce();

      assertThat(WireTest.table(http, CALL, flaky).get("k")).isEmpty();
      assertThat(FlakyNames.asked()).isEqualTo(2);
    }
  }

  @Test
  void ofSeveralAddressesGivesEachCallOne() throws Exception {
    try (DeadAddresses dead = new DeadAddresses();
        SdkHttpClient http = Connections.open(dead, IDLE, Connections.STEP)) {
      long started = System.nanoTime();

      assertThatThrownBy(() -> WireTest.table(http, CALL, dead.uri()).get("k"))
          .isInstanceOf(LedgerFailedException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
      PublishFailedException refused =
          catchThrowableOfType(
              PublishFailedException.class,
              () ->
                  WireTest.publisher(http, PUBLISH, dead.uri(), WireTest.CREDENTIALS)
                      .publish(Call.MESSAGE));
      assertThat(refused.mayHaveBeenTaken()).as("nothing was ever sent").isFalse();
    }
  }

  private static void answerAll(ScriptedServer.Connection connection) throws IOException {
    while (true) {
      connection.read();
      connection.send(Answers.json("{}"));
    }
  }

  /** A name of six addresses that swallow what is sent to them: nobody takes their connections. */
  private static final class DeadAddresses extends SystemDefaultDnsResolver
      implements AutoCloseable {
    private final List<ServerSocket> servers = new ArrayList<>();
    private final List<Socket> waiting = new ArrayList<>();

    DeadAddresses() throws IOException {
      int port = 0;
      for (int i = 0; i < 6; i++) {
        servers.add(new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0." + (101 + i))));
        port = servers.getFirst().getLocalPort();
        for (int j = 0; j < 4; j++) {
          fill(servers.getLast());
        }
      }
    }

    /** Takes a place in the queue of those that wait to be let in, if there is one. */
    private void fill(ServerSocket server) throws IOException {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("timed out");
      }
    }

    URI uri() {
      return URI.create("http://dead.example:" + servers.getFirst().getLocalPort());
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return servers.stream().map(ServerSocket::getInetAddress).toArray(InetAddress[]::new);
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : waiting) {
        socket.close();
      }
      for (ServerSocket server : servers) {
        server.close();
      }
    }
  }
}
