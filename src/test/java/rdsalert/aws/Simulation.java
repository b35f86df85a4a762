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
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rdsalert.Wiring;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;
import rdsalert.render.Message;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Exceptions;
import rdsalert.silence.Silences;
import rdsalert.testing.TestEvents;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One random history of the deployed functions, decided by its seed alone: deliveries, second
 * deliveries, retries as Lambda does them, replays, sweeps, faults, wrong clocks; then a calm end
 * in which all that is left must get out.
 */
final class Simulation {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final RuleCatalog RULES = RuleCatalog.packaged();
  private static final Duration RETENTION = Duration.ofDays(16);
  private static final Duration RUN = Duration.ofSeconds(30);
  private static final Duration SWEEP_RUN = Duration.ofMinutes(4);

  /** So many places that only the pace keeps a burst back. */
  private static final Limits ROOMY = new Limits(30, 0, 1, WINDOW, Duration.ofHours(1));

  private static final Duration SWEEP_PERIOD = Duration.ofMinutes(5);

  /** When all simulations' monotonic clocks began. */
  static final Instant EPOCH = Instant.parse("2026-03-01T00:00:00Z");

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
  private final Duration indexLag;
  private final boolean burst;
  private final Map<String, Instant> lastWritten = new HashMap<>();
  private final Figures figures = new Figures();
  private final PriorityQueue<Invocation> waiting =
      new PriorityQueue<>(
          Comparator.comparing(Invocation::at).thenComparingInt(Invocation::attempt));
  private final Map<SimulatedRun, Invocation> live = new LinkedHashMap<>();
  private final List<ManagementEvent> onFailureQueue = new ArrayList<>();
  private final List<Publication> published = new ArrayList<>();
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
    this.now = EPOCH.plus(Duration.ofDays(number));
    int cap = 1 + random.nextInt(5);
    int perSecond = 1 + random.nextInt(3);
    Limits any = new Limits(cap, random.nextInt(cap), perSecond, WINDOW, Duration.ofHours(1));
    this.limits = sabotage == Sabotage.PACE ? ROOMY : any;
    this.faultPercent = random.nextInt(30);
    this.exceptions = random.nextInt(3) == 0 ? exceptions() : Silences.none();
    this.burst = random.nextInt(8) == 0 || sabotage == Sabotage.PACE;
    this.indexLag = Duration.ofSeconds(random.nextInt(3) == 0 ? random.nextInt(600) : 0);
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
    int count = burst ? 15 + random.nextInt(15) : 1 + random.nextInt(5);
    int actors = 1 + random.nextInt(3);
    int spread = burst ? 500 : random.nextBoolean() ? 5_000 : 900_000;
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
      int usual = burst ? 60 : 1_500;
      now = now.plusMillis(random.nextInt(100) == 0 ? 40_000 : random.nextInt(usual));
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
    MachineClock machine =
        new MachineClock(this::now, skew(), now.plusSeconds(random.nextInt(600)), skew());
    SimulatedRun run = new SimulatedRun(this, machine, invocation.isSweep() ? SWEEP_RUN : RUN);
    live.put(run, invocation);
    figures.runs++;
    run.start(store, (wiring, left) -> work(invocation, wiring, left));
  }

  private Duration skew() {
    return Duration.ofMillis(random.nextInt(600_001) - 300_000L);
  }

  private void work(Invocation invocation, Wiring wiring, TimeLeft left) {
    ManagementEvent event = invocation.event();
    if (event == null) {
      SweepReport report = wiring.sweep().run(left);
      if (!report.failures().isEmpty()) {
        throw new IllegalStateException(report.failures().getFirst());
      }
      return;
    }
    if (wiring.delivery().deliver(event, left) instanceof Outcome.Ignored) {
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
    for (int sweeps = 0; sweeps < 60; sweeps++) {
      OptionalLong due = nextDue();
      if (due.isEmpty()) {
        return;
      }
      Instant soonest = now.plus(SWEEP_PERIOD);
      Instant wanted = Instant.ofEpochMilli(due.getAsLong()).plus(indexLag);
      now = wanted.isAfter(soonest) ? wanted : soonest;
      waiting.add(new Invocation(now, 0, null));
      drain();
    }
    figures.untold++;
  }

  /** When the next entry of this simulation is due; empty if all is done. */
  private OptionalLong nextDue() {
    return store
        .query(
            query ->
                query
                    .tableName(Ledger.TABLE)
                    .indexName(DynamoDbAlertLedger.INDEX)
                    .keyConditionExpression("#queue = :due")
                    .expressionAttributeNames(Map.of("#queue", EntryItem.QUEUE))
                    .expressionAttributeValues(Map.of(":due", AttributeValue.fromS(Keys.DUE))))
        .items()
        .stream()
        .mapToLong(item -> Table.longOf(item, EntryItem.DUE_AT, 0))
        .findFirst();
  }

  private void drain() {
    while (!waiting.isEmpty() || !live.isEmpty()) {
      advance();
    }
  }

  private void judge() {
    Ledger ledger = Ledger.read(store, events);
    for (ManagementEvent event : events) {
      boolean alerted = published.stream().anyMatch(one -> one.isAlertOn(event));
      boolean held = ledger.isHeld(event);
      boolean excepted = ledger.isExcepted(event);
      figures.excepted += excepted ? 1 : 0;
      figures.alerts += alerted ? 1 : 0;
      figures.held += held ? 1 : 0;
      figures.lost += !alerted && !held && !excepted ? 1 : 0;
      boolean sure =
          published.stream().anyMatch(one -> one.isAlertOn(event) && !one.mayBeRepeated());
      figures.repeatedOutsideCrash += (held || excepted) && alerted && sure ? 1 : 0;
      figures.lost += excepted && !mayBeExcepted(event) ? 1 : 0;
    }
    Judge judge = new Judge(limits, published);
    figures.overCap += judge.overCap();
    figures.overPace += judge.overPace();
    figures.tooEarly += judge.copiesTooEarly();
    figures.untold += untold(ledger.heldByWindow());
  }

  private boolean mayBeExcepted(ManagementEvent event) {
    return !exceptions.isEmpty() && event.actor().key().startsWith("AIDA0@");
  }

  /** Windows whose last digest does not tell how many alerts they held, one by one. */
  private int untold(Map<String, Integer> held) {
    Map<String, Publication> digests = new HashMap<>();
    for (Publication message : published) {
      figures.digests += message.kind() == Message.Kind.DIGEST ? 1 : 0;
      figures.notices += message.kind() == Message.Kind.NOTICE ? 1 : 0;
      if (message.kind() == Message.Kind.DIGEST) {
        digests.put(message.window(), message);
      }
    }
    int wrong = 0;
    for (String window : held.keySet()) {
      wrong += digests.containsKey(window) ? 0 : 1;
    }
    for (Publication digest : digests.values()) {
      int really = held.getOrDefault(digest.window(), 0);
      boolean right = digest.isAtMost() ? digest.held() >= really : digest.held() == really;
      wrong += right ? 0 : 1;
    }
    return wrong;
  }

  Publication published(SimulatedRun run, Message message, Instant sent) {
    Publication publication = new Publication(run, message, sent);
    List<Publication> earlier =
        published.stream().filter(one -> one.id().equals(publication.id())).toList();
    if (!earlier.isEmpty() && !earlier.getLast().isToBeCompleted()) {
      if (earlier.stream().allMatch(Publication::mayBeRepeated)) {
        figures.repeated++;
      } else {
        figures.repeatedOutsideCrash++;
      }
    }
    published.add(publication);
    return publication;
  }

  /** Something was written that the index shows only after a while. */
  void wrote(Map<String, AttributeValue> key) {
    lastWritten.put(String.valueOf(Table.textOf(key, EntryItem.PK)), now);
  }

  boolean isIndexed(Map<String, AttributeValue> item) {
    Instant written = lastWritten.get(String.valueOf(Table.textOf(item, EntryItem.PK)));
    return written == null || !now.isBefore(written.plus(indexLag));
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
    return new DynamoDbAlertLedger(client, Ledger.TABLE, RETENTION, null, _ -> {});
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
