package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import rdsalert.Wiring;
import rdsalert.delivery.DeliveryException.AlertInProgressException;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;
import rdsalert.local.LocalLedger;
import rdsalert.render.Message;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;

/** Many runs at once, on a real store. */
class ConcurrencyTest {
  private static final LocalLedger DATABASE = LocalLedger.start();
  private static final int THREADS = 64;
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final TimeLeft LEFT = () -> Duration.ofSeconds(30);

  private final SettableClock clock = SettableClock.atWindowStart();
  private final RecordingPublisher publisher = new RecordingPublisher();

  @AfterAll
  static void stop() {
    DATABASE.close();
  }

  @Test
  void publishesOneAlertForOneEventInSixtyFourRuns() throws Exception {
    clock.advance(Duration.ofDays(1));
    ManagementEvent event = TestEvents.anyMatchingEvent();

    Map<String, Integer> outcomes = deliverAll(Collections.nCopies(THREADS, event), 100, 20);

    assertThat(publisher.published()).hasSize(1);
    assertThat(outcomes).containsEntry("Alerted", 1);
    assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(THREADS);
    assertThat(outcomes.keySet()).isSubsetOf("Alerted", "Duplicate", "InProgress");
  }

  @Test
  void publishesExactlyTheCapAndCountsTheRestInOneDigest() throws Exception {
    clock.advance(Duration.ofDays(2));
    List<ManagementEvent> events =
        IntStream.range(0, 500).mapToObj(i -> TestEvents.matching("cap-" + i, "noisy")).toList();

    Map<String, Integer> outcomes = deliverAll(events, 100, 0);
    sweepAll();

    assertThat(outcomes).containsOnly(Map.entry("Alerted", 100), Map.entry("Held", 400));
    assertThat(publisher.count(Message.Kind.ALERT)).isEqualTo(100);
    assertThat(publisher.count(Message.Kind.NOTICE)).isEqualTo(1);
    assertThat(publisher.count(Message.Kind.DIGEST)).isEqualTo(1);
    assertThat(digest().machine()).contains("\"related_events_count\":400");
  }

  @Test
  void letsASecondActorOutWhileTheFirstFloods() throws Exception {
    clock.advance(Duration.ofDays(3));
    List<ManagementEvent> flood = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      flood.add(TestEvents.matching("flood-" + i, "noisy"));
    }
    Map<String, Integer> outcomes = deliverAll(flood, 100, 20);
    assertThat(outcomes).containsOnly(Map.entry("Alerted", 80), Map.entry("Held", 920));

    ManagementEvent second = TestEvents.matching("quiet", "second");
    assertThat(wiring(100, 20).delivery().deliver(second, LEFT))
        .isInstanceOf(Outcome.Alerted.class);
  }

  @Test
  void sweepsAtOnceDoNoHarm() throws Exception {
    clock.advance(Duration.ofDays(4));
    publisher.failingTimes(60);
    for (int i = 0; i < 20; i++) {
      failToDeliver(TestEvents.matching("late-" + i, "actor"));
    }
    clock.advance(Duration.ofMinutes(20));

    List<Callable<Integer>> sweeps =
        Collections.nCopies(
            8, () -> wiring(100, 20).sweep().run(() -> WINDOW).published().alerts());
    int published = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (var done : threads.invokeAll(sweeps)) {
        published += done.get();
      }
    }

    assertThat(published).isEqualTo(20);
    assertThat(publisher.published()).hasSize(20);
  }

  @Test
  void givesNoMoreTurnsThanTheSecondHasHoweverManyAsk() throws Exception {
    Limits paced = new Limits(100, 0, 5, WINDOW, Duration.ofHours(1));
    Instant now = clock.instant().plus(Duration.ofDays(5));
    List<Callable<Boolean>> asking =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    (Callable<Boolean>)
                        () ->
                            DATABASE
                                .ledger(Duration.ofDays(14))
                                .takeTurn(paced, now.plusSeconds(i / 100)))
            .toList();
    int given = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (var done : threads.invokeAll(asking)) {
        given += done.get() ? 1 : 0;
      }
    }

    assertThat(given).isBetween(5, 10);
  }

  private void failToDeliver(ManagementEvent event) {
    try {
      wiring(100, 20).delivery().deliver(event, LEFT);
      throw new AssertionError("the publisher was to fail");
    } catch (PublishFailedException e) {
      assertThat(e.worthRetrying()).isTrue();
    }
  }

  private Map<String, Integer> deliverAll(List<ManagementEvent> events, int cap, int reserve)
      throws Exception {
    Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    List<Callable<String>> runs = new ArrayList<>();
    events.forEach(event -> runs.add(() -> deliver(event, cap, reserve)));
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (var done : threads.invokeAll(runs)) {
        outcomes.merge(done.get(), 1, Integer::sum);
      }
    }
    return outcomes;
  }

  private String deliver(ManagementEvent event, int cap, int reserve) {
    try {
      return wiring(cap, reserve).delivery().deliver(event, LEFT).getClass().getSimpleName();
    } catch (AlertInProgressException e) {
      return "InProgress";
    }
  }

  private void sweepAll() {
    clock.advance(WINDOW.plusMinutes(3));
    assertThat(wiring(100, 20).sweep().run(() -> WINDOW).failures()).isEmpty();
    clock.advance(WINDOW);
    assertThat(wiring(100, 20).sweep().run(() -> WINDOW).overdue()).isZero();
  }

  private Message digest() {
    return publisher.published().stream()
        .filter(message -> message.kind() == Message.Kind.DIGEST)
        .findFirst()
        .orElseThrow();
  }

  /** Every run has parts of its own, as every Lambda environment does. */
  private Wiring wiring(int cap, int reserve) {
    Limits limits = new Limits(cap, reserve, Integer.MAX_VALUE, WINDOW, Duration.ofHours(1));
    return Wiring.of(
        RuleCatalog.packaged(),
        Silences.none(),
        DATABASE.ledger(Duration.ofDays(14)),
        publisher,
        limits,
        clock,
        clock::advance);
  }
}
