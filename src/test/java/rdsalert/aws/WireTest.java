package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import rdsalert.AwsWiring;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.testing.ScriptedServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/** How often each kind of call reaches the wire when something goes wrong, and how it ends. */
class WireTest {
  static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));

  /** Where nothing hangs, so that a slow machine changes nothing. */
  static final TimeLimit LONG = new TimeLimit(Duration.ofSeconds(20));

  private static final TimeLimit SHORT = new TimeLimit(Duration.ofSeconds(6));

  /** Calls on the wire, or of the client where nothing arrives; then how it ended. */
  private static final String EXPECTED =
      """
      fault              | read     | write    | update once | publish
      REFUSED_CONNECTION | 3 failed | 3 failed | 3 failed    | 1 refused
      NO_TLS             | 3 failed | 3 failed | 3 failed    | 1 refused
      RESET_UNREAD       | 3 failed | 3 failed | 1 failed    | 1 unanswered
      RESET              | 3 failed | 3 failed | 1 failed    | 1 unanswered
      CUT_ANSWER         | 3 failed | 3 failed | 1 failed    | 1 unanswered
      CUT_REFUSAL        | 3 failed | 3 failed | 1 failed    | 1 unanswered
      GARBAGE            | 3 failed | 3 failed | 1 failed    | 1 unanswered
      STATUS_500         | 3 failed | 3 failed | 1 failed    | 1 unanswered
      STATUS_503         | 3 failed | 3 failed | 1 failed    | 1 unanswered
      THROTTLED          | 3 failed | 3 failed | 3 failed    | 1 refused
      DENIED             | 1 denied | 1 denied | 1 denied    | 1 denied
      HANGS              | 3 failed | 3 failed | 1 failed    | 1 unanswered
      TRICKLES           | 3 failed | 3 failed | 1 failed    | 1 unanswered
      SLOW               | 1 done   | 1 done   | 1 done      | 1 done
      """;

  @Test
  void repeatsOnlyWhatMayBeRepeatedAndEndsInTime() throws Exception {
    warmUp();
    String table = table();
    System.out.println("calls on the wire\n" + table);

    assertThat(table).isEqualTo(EXPECTED);
  }

  /** The first call of a JVM loads its classes, for which it is given more time. */
  private static void warmUp() throws IOException {
    for (Call call : Call.values()) {
      assertThat(cell(WireFault.SLOW, call)).isEqualTo("1 done");
    }
  }

  private static String table() throws Exception {
    StringBuilder table = new StringBuilder(EXPECTED.substring(0, EXPECTED.indexOf('\n') + 1));
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Map<WireFault, List<Future<String>>> rows = new EnumMap<>(WireFault.class);
      for (WireFault fault : WireFault.values()) {
        rows.put(
            fault,
            Stream.of(Call.values()).map(call -> threads.submit(() -> cell(fault, call))).toList());
      }
      for (var entry : rows.entrySet()) {
        List<Future<String>> row = entry.getValue();
        table.append(
            "%-18s | %-8s | %-8s | %-11s | %s%n"
                .formatted(
                    entry.getKey(),
                    row.get(0).get(),
                    row.get(1).get(),
                    row.get(2).get(),
                    row.get(3).get()));
      }
    }
    return table.toString();
  }

  private static String cell(WireFault fault, Call call) throws IOException {
    try (ScriptedServer server = ScriptedServer.start(c -> fault.play(c, call));
        Socket nobody = new Socket();
        Counted http = new Counted(patient(), new AtomicInteger())) {
      nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String end = end(call, http, fault.endless() ? SHORT : LONG, address(fault, server, nobody));
      return (fault.arrives ? server.requests().size() : http.calls.get()) + " " + end;
    }
  }

  /** One that gives a name and a connection as much time as a slow machine needs. */
  private static SdkHttpClient patient() {
    return Connections.open(SystemDefaultDnsResolver.INSTANCE, Duration.ofSeconds(10), LONG);
  }

  /** Counts its calls, those too that find no connection. */
  private record Counted(SdkHttpClient http, AtomicInteger calls) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      calls.incrementAndGet();
      return http.prepareRequest(request);
    }

    @Override
    public void close() {
      http.close();
    }
  }

  /**
   * Where to call.
   *
   * @param nobody has a port and does not listen at it; a port that was free a moment ago may be
   *     another server's by now
   */
  private static URI address(WireFault fault, ScriptedServer server, Socket nobody) {
    return switch (fault) {
      case REFUSED_CONNECTION -> URI.create("http://127.0.0.1:" + nobody.getLocalPort());
      case NO_TLS -> URI.create(server.uri().toString().replace("http:", "https:"));
      default -> server.uri();
    };
  }

  private static String end(Call call, SdkHttpClient http, TimeLimit limit, URI address) {
    try {
      call.make(table(http, limit, address), publisher(http, limit, address, CREDENTIALS));
      return "done";
    } catch (PublishFailedException e) {
      return e.mayHaveBeenTaken() ? "unanswered" : e.worthRetrying() ? "refused" : "denied";
    } catch (LedgerFailedException e) {
      return e.worthRetrying() ? "failed" : "denied";
    }
  }

  static Table table(SdkHttpClient http, TimeLimit limit, URI address) {
    return new Table(
        AwsWiring.dynamoDb(
                http, limit, CREDENTIALS, new StoreClock(Clock.systemUTC(), System::nanoTime))
            .endpointOverride(address)
            .region(Region.EU_CENTRAL_1)
            .build(),
        "ledger",
        _ -> {});
  }

  static SnsAlertPublisher publisher(
      SdkHttpClient http, URI address, AwsCredentialsProvider credentials) {
    return publisher(http, LONG, address, credentials);
  }

  static SnsAlertPublisher publisher(
      SdkHttpClient http, TimeLimit limit, URI address, AwsCredentialsProvider credentials) {
    return new SnsAlertPublisher(
        AwsWiring.sns(http, limit, credentials)
            .endpointOverride(address)
            .region(Region.EU_CENTRAL_1)
            .build(),
        "arn:aws:sns:eu-central-1:123456789012:alerts");
  }
}
