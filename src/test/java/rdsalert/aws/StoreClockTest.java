package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.SettableClock;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class StoreClockTest {
  private static final Instant TRUE_TIME = Instant.parse("2026-03-01T10:00:00Z");

  private final AtomicLong ticks = new AtomicLong(77);

  @Test
  void forgetsWhatTheStoreSaidBeforeASnapshot() {
    SettableClock machine = new SettableClock(TRUE_TIME.plusSeconds(300));
    StoreClock clock = clock(machine);
    told(clock, TRUE_TIME);

    clock.forget();

    assertThat(clock.isSynchronised()).isFalse();
    assertThat(clock.instant()).isEqualTo(machine.instant());
  }

  @ParameterizedTest
  @ValueSource(ints = {-300, -30, -2, 2, 30, 300})
  void tellsTheStoresTimeHoweverWrongTheMachinesIs(int wrongBySeconds) {
    StoreClock clock = clock(new SettableClock(TRUE_TIME.plusSeconds(wrongBySeconds)));

    told(clock, TRUE_TIME);

    assertThat(Duration.between(TRUE_TIME, clock.instant()).abs())
        .isLessThanOrEqualTo(Duration.ofMillis(500));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 500, 999})
  void takesTheMachineToBeRightWhereTheHeaderAllowsIt(int millis) {
    StoreClock clock = clock(new SettableClock(TRUE_TIME.plusMillis(millis)));

    told(clock, TRUE_TIME);

    assertThat(clock.instant()).isEqualTo(TRUE_TIME.plusMillis(millis));
  }

  @Test
  void getsCloserWithEachAnswer() {
    SettableClock machine = new SettableClock(TRUE_TIME.plusSeconds(40));
    StoreClock clock = clock(machine);
    for (int i = 0; i < 20; i++) {
      told(clock, machine.instant().minusSeconds(40).truncatedTo(ChronoUnit.SECONDS));
      pass(machine, Duration.ofMillis(137));
    }

    assertThat(Duration.between(machine.instant().minusSeconds(40), clock.instant()).abs())
        .isLessThan(Duration.ofMillis(140));
  }

  @Test
  void isNotSetByAnAnswerThatTookTwoSeconds() {
    SettableClock machine = new SettableClock(TRUE_TIME);
    StoreClock clock = clock(machine);
    told(clock, TRUE_TIME);
    long sent = ticks.get();
    pass(machine, Duration.ofSeconds(6));

    clock.observe(TRUE_TIME, sent, ticks.get());

    assertThat(clock.instant()).isEqualTo(TRUE_TIME.plusSeconds(6));
  }

  @Test
  void goesOnAsTimeDoesWhenTheMachinesClockIsSet() {
    SettableClock machine = new SettableClock(TRUE_TIME);
    StoreClock clock = clock(machine);
    told(clock, TRUE_TIME);

    machine.advance(Duration.ofSeconds(40));

    assertThat(clock.instant()).isEqualTo(TRUE_TIME);
    assertThat(clock.isSynchronised()).as("better to ask the store").isFalse();
  }

  @Test
  void goesStaleAfterAWhile() {
    SettableClock machine = new SettableClock(TRUE_TIME);
    StoreClock clock = clock(machine);
    assertThat(clock.isSynchronised()).isFalse();

    told(clock, TRUE_TIME);
    assertThat(clock.isSynchronised()).isTrue();
    pass(machine, Duration.ofMinutes(5));
    assertThat(clock.isSynchronised()).isFalse();
  }

  private StoreClock clock(SettableClock machine) {
    return new StoreClock(machine, ticks::get);
  }

  private void told(StoreClock clock, Instant storeTime) {
    clock.observe(storeTime, ticks.get(), ticks.get());
  }

  private void pass(SettableClock machine, Duration time) {
    machine.advance(time);
    ticks.addAndGet(time.toNanos());
  }

  @Test
  void asksTheStoreOnceAndReadsTheTimeOffItsAnswer() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    ServerSocket server = store(calls, "Sun, 01 Mar 2026 10:00:00 GMT");
    StoreClock clock = clock(new SettableClock(TRUE_TIME.plusSeconds(240)));
    try (DynamoDbClient client = client(server, clock)) {
      InstantSource timed =
          new DynamoDbAlertLedger(client, "ledger", Duration.ofDays(14), null, _ -> {})
              .timedBy(clock);

      Instant first = timed.instant();
      Instant second = timed.instant();

      assertThat(first).isEqualTo(TRUE_TIME.plusMillis(500)).isEqualTo(second);
      assertThat(calls).hasValue(1);
    } finally {
      server.close();
    }
  }

  /** A lease, a window and a second of years ahead would stand in the way of all that follow. */
  @ParameterizedTest
  @ValueSource(strings = {"soon", "Fri, 01 Mar 2030 10:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"})
  void makesDoWithItsOwnClockIfTheStoreTellsNoTimeThatCanBe(String date) throws IOException {
    AtomicInteger calls = new AtomicInteger();
    ServerSocket server = store(calls, date);
    SettableClock local = new SettableClock(TRUE_TIME);
    StoreClock clock = clock(local);
    try (DynamoDbClient client = client(server, clock)) {
      InstantSource timed =
          new DynamoDbAlertLedger(client, "ledger", Duration.ofDays(14), null, _ -> {})
              .timedBy(clock);

      assertThat(timed.instant()).isEqualTo(TRUE_TIME);
      assertThat(timed.instant()).isEqualTo(TRUE_TIME);
      assertThat(calls).hasValue(1);
    } finally {
      server.close();
    }
  }

  /** What is known is not given up for it, or leases would end with the machine's clock. */
  @ParameterizedTest
  @ValueSource(strings = {"Mon, 01 Mar 2026 10:00:00 GMT", "Sat, 01 Mar 2036 10:00:00 GMT"})
  void heedsNoTimeThatCannotBeOnceItKnows(String date) throws IOException { // it was a Sunday
    ServerSocket server = store(new AtomicInteger(), date);
    StoreClock clock = clock(new SettableClock(TRUE_TIME.minusSeconds(600)));
    told(clock, TRUE_TIME);
    Instant known = clock.instant();
    try (DynamoDbClient client = client(server, clock)) {
      new Table(client, "ledger", _ -> {}).get("any");

      assertThat(clock.instant()).isEqualTo(known);
    } finally {
      server.close();
    }
  }

  /** A socket, because an HTTP server of the JDK would write a date of its own. */
  private static ServerSocket store(AtomicInteger calls, String date) throws IOException {
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                answer(server, calls, date);
              }
            });
    return server;
  }

  private static void answer(ServerSocket server, AtomicInteger calls, String date) {
    try (Socket connection = server.accept()) {
      calls.incrementAndGet();
      connection.getInputStream().read(new byte[8192]);
      connection
          .getOutputStream()
          .write(
              ("HTTP/1.1 200 OK\r\nDate: "
                      + date
                      + "\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 2\r\n"
                      + "Connection: close\r\n\r\n{}")
                  .getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      assertThat(server.isClosed()).as("the test ended: " + e).isTrue();
    }
  }

  private static DynamoDbClient client(ServerSocket server, StoreClock clock) {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getLocalPort()))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
        .httpClient(Apache5HttpClient.create())
        .overrideConfiguration(c -> c.addExecutionInterceptor(clock))
        .build();
  }
}
