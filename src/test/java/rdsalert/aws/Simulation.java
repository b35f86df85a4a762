package rdsalert.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rdsalert.Wiring;
import rdsalert.alert.Message;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.SweepReport;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Exceptions;
import rdsalert.silence.Silences;
import rdsalert.testing.TestEvents;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One random history of the deployed functions, decided by its seed alone: deliveries, second
 * deliveries, retries as Lambda does them, replays, sweeps, faults, wrong clocks; then a calm end
 * in which whatever is left must get out.
 */
final class Simulation {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final RuleCatalog RULES = RuleCatalog.packaged();
  private static final Duration RETENTION = Duration.ofDays(14);
  private static final List<Duration> RETRIES =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));
  private static final Fault[] FAULTS = Fault.values();

  private record Invocation(Instant at, int attempt, @Nullable ManagementEvent event) {
    boolean isSweep() {
      return event == null;
    }
  }

  private final Random random;
  private final DynamoDbClient store;
  private final Sabotage sabotage;
  private final Limits limits;
  private final int faultPercent;
  private final Silences exceptions;
  private final Figures figures = new Figures();
  private final PriorityQueue<Invocation> waiting =
      new PriorityQueue<>(
          Comparator.comparing(Invocation::at).thenComparingInt(Invocation::attempt));
  private final Map<SimulatedRun, Invocation> live = new LinkedHashMap<>();
  private final List<ManagementEvent> onFailureQueue = new ArrayList<>();
  private final Map<String, List<Publication>> published = new HashMap<>();
  private final List<ManagementEvent> events = new ArrayList<>();
  private Instant now;
  private boolean calm;

  /**
   * @param number tells simulations on one store apart: each has days of its own
   */
  Simulation(long seed, int number, DynamoDbClient store, Sabotage sabotage) {
    this.random = new Random(seed);
    this.store = store;
    this.sabotage = sabotage;
    this.now = Instant.parse("2026-03-01T00:00:00Z").plus(Duration.ofDays(number));
    int cap = 1 + random.nextInt(5);
    int perSecond = 1 + random.nextInt(3);
    this.limits = new Limits(cap, random.nextInt(cap), perSecond, WINDOW, Duration.ofHours(1));
    this.faultPercent = random.nextInt(30);
    this.exceptions = random.nextInt(3) == 0 ? exceptions() : Silences.none();
  }

  /** One actor is excepted, perhaps until the middle of the history. */
  private Silences exceptions() {
    Instant end = now.plusSeconds(random.nextInt(1_800));
    String actor = "{\"userIdentity\": {\"principalId\": [\"AIDA0\"]}}";
    return Exceptions.of(Exceptions.entry("one", actor).put("expires", end.toString()).toString());
  }

  Figures run() {
    plan();
    while (!waiting.isEmpty() || !live.isEmpty()) {
      advance();
    }
    calm = true;
    settle();
    judge();
    figures.simulations++;
    return figures;
  }

  private void plan() {
    int count = 1 + random.nextInt(5);
    int actors = 1 + random.nextInt(3);
    int spread = random.nextBoolean() ? 5_000 : 900_000;
    for (int i = 0; i < count; i++) {
      String id = new UUID(random.nextLong(), random.nextLong()).toString();
      ManagementEvent event = TestEvents.matching(id, "AIDA" + random.nextInt(actors));
      events.add(event);
      Instant first = now.plusMillis(random.nextInt(spread));
      waiting.add(new Invocation(first, 0, event));
      if (random.nextInt(3) == 0) {
        waiting.add(new Invocation(first.plusMillis(random.nextInt(3_000)), 0, event));
      }
      if (random.nextInt(5) == 0) {
        Instant later = first.plusSeconds(60L + random.nextInt(3_000));
        waiting.add(new Invocation(later, 0, TestEvents.replayed(event)));
      }
    }
    for (int sweep = random.nextInt(4); sweep > 0; sweep--) {
      waiting.add(new Invocation(now.plusSeconds(random.nextInt(1_800)), 0, null));
    }
    figures.events += count;
  }

  /** Starts what is due, lets time pass, or lets one run make one call. */
  private void advance() {
    Invocation next = waiting.peek();
    if (next != null && (live.isEmpty() || !next.at().isAfter(now))) {
      now = next.at().isAfter(now) ? next.at() : now;
      start(waiting.remove());
    } else if (random.nextInt(4) == 0) {
      now = now.plusMillis(random.nextInt(100) == 0 ? 40_000 : random.nextInt(1_500));
    } else {
      step();
    }
  }

  private void step() {
    List<SimulatedRun> runs = new ArrayList<>(live.keySet());
    SimulatedRun run = runs.get(random.nextInt(runs.size()));
    run.step();
    if (run.isOver()) {
      ended(run, Objects.requireNonNull(live.remove(run)));
    }
  }

  private void start(Invocation invocation) {
    Duration skew = Duration.ofMillis(random.nextInt(600_001) - 300_000L);
    Duration timeout = invocation.isSweep() ? Duration.ofMinutes(5) : SimulatedRun.TIMEOUT;
    SimulatedRun run = new SimulatedRun(this, skew, timeout);
    live.put(run, invocation);
    figures.runs++;
    run.start(store, (wiring, remaining) -> work(invocation, wiring, remaining));
  }

  private void work(Invocation invocation, Wiring wiring, Duration remaining) {
    ManagementEvent event = invocation.event();
    if (event == null) {
      SweepReport report = wiring.sweep().run(remaining);
      if (!report.failures().isEmpty()) {
        throw new IllegalStateException(report.failures().getFirst());
      }
      return;
    }
    List<Outcome> outcomes = wiring.delivery().deliver(event, remaining);
    if (outcomes.getFirst() instanceof Outcome.Ignored) {
      throw new AssertionError("a matching event was ignored");
    }
  }

  /** Lambda tries an asynchronous event three times and then hands it to the on-failure queue. */
  private void ended(SimulatedRun run, Invocation invocation) {
    if (run.failure() == null) {
      return;
    }
    figures.failedRuns++;
    ManagementEvent event = invocation.event();
    if (event == null) {
      return;
    }
    if (invocation.attempt() < RETRIES.size()) {
      Instant again = now.plus(RETRIES.get(invocation.attempt()));
      waiting.add(new Invocation(again, invocation.attempt() + 1, event));
    } else {
      onFailureQueue.add(event);
    }
  }

  /** Faults are over; somebody redrives the queue, and the schedule goes on. */
  private void settle() {
    while (!onFailureQueue.isEmpty()) {
      now = now.plusSeconds(61);
      waiting.add(new Invocation(now, 0, onFailureQueue.removeFirst()));
      drain();
    }
    for (int sweeps = 0; sweeps < 4; sweeps++) {
      now = now.plus(WINDOW).plusSeconds(30);
      waiting.add(new Invocation(now, 0, null));
      drain();
    }
  }

  private void drain() {
    while (!waiting.isEmpty() || !live.isEmpty()) {
      advance();
    }
  }

  private void judge() {
    Ledger ledger = Ledger.read(store, events);
    for (ManagementEvent event : events) {
      List<Publication> alerts = published.getOrDefault(ledger.alertId(event), List.of());
      boolean held = ledger.isHeld(event);
      boolean excepted = ledger.isExcepted(event);
      figures.excepted += excepted ? 1 : 0;
      figures.alerts += alerts.isEmpty() ? 0 : 1;
      figures.held += held ? 1 : 0;
      figures.lost += alerts.isEmpty() && !held && !excepted ? 1 : 0;
      figures.repeatedOutsideCrash += (held || excepted) && !alerts.isEmpty() ? 1 : 0;
      figures.lost += excepted && !mayBeExcepted(event) ? 1 : 0;
    }
    for (int sent : ledger.sentByWindow().values()) {
      figures.overCap += Math.max(0, sent - limits.cap());
    }
    figures.lost += uncounted(ledger);
  }

  private boolean mayBeExcepted(ManagementEvent event) {
    return !exceptions.isEmpty() && event.actor().key().startsWith("AIDA0@");
  }

  /** Held alerts that the last digest of their window did not count. */
  private int uncounted(Ledger ledger) {
    int held = ledger.heldByWindow().values().stream().mapToInt(Integer::intValue).sum();
    int counted = 0;
    for (List<Publication> messages : published.values()) {
      Publication last = messages.getLast();
      switch (last.kind()) {
        case DIGEST -> {
          counted += last.held();
          figures.digests++;
        }
        case NOTICE -> figures.notices++;
        case ALERT -> {}
      }
    }
    return Math.abs(held - counted);
  }

  Publication published(SimulatedRun run, Message.Kind kind, String id, int held) {
    List<Publication> earlier = published.computeIfAbsent(id, any -> new ArrayList<>());
    if (!earlier.isEmpty()) {
      if (earlier.stream().allMatch(Publication::mayBeRepeated)) {
        figures.repeated++;
      } else {
        figures.repeatedOutsideCrash++;
      }
    }
    Publication publication = new Publication(run, kind, held);
    earlier.add(publication);
    return publication;
  }

  @Nullable Fault nextFault(boolean publishing) {
    if (calm || random.nextInt(100) >= faultPercent) {
      return null;
    }
    Fault fault = FAULTS[random.nextInt(FAULTS.length)];
    if (fault == Fault.REFUSED && !publishing && random.nextInt(4) != 0) {
      return null;
    }
    figures.count(fault);
    return fault;
  }

  void timedOut() {
    figures.timeouts++;
  }

  DynamoDbAlertLedger ledger(DynamoDbClient client) {
    return new DynamoDbAlertLedger(client, Ledger.TABLE, RETENTION, null, this::token, 2);
  }

  private String token() {
    return "token-" + random.nextLong();
  }

  Instant now() {
    return now;
  }

  Limits limits() {
    return limits;
  }

  RuleCatalog rules() {
    return RULES;
  }

  Silences exceptionsOfTheTeam() {
    return exceptions;
  }

  Sabotage sabotage() {
    return sabotage;
  }
}
