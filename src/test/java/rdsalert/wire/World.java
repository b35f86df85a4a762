package rdsalert.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rdsalert.local.LocalLedger;
import rdsalert.testing.DynamoDbEndpoint;
import rdsalert.testing.FunctionServices;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One deployed stack on a bad network: its machines, its table, its topic, and the time. */
final class World implements AutoCloseable {
  static final String ALERT = "rdsalert.AlertFunction::handleRequest";
  static final String SWEEP = "rdsalert.SweepFunction::handleRequest";

  static final Duration SWEEPS = Duration.ofMinutes(5);
  private static final int MOST_SWEEPS_TO_REST = 40;
  private static final int SOON = 12;

  /** More than the grace that a window's edge has. */
  private static final Duration AFTER_THE_EDGE = Duration.ofSeconds(15);

  private final Path folder;
  private final Setup setup;
  private final WorldClock clock = new WorldClock(Instant.parse("2026-03-02T10:00:00Z"));
  private final DynamoDbEndpoint dynamoDb = DynamoDbEndpoint.start();
  private final DynamoDbClient client = dynamoDb.client();
  private final LaggingIndex index = new LaggingIndex(clock);
  private final Store store = new Store(dynamoDb.uri(), index);
  private final Topic topic = new Topic();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Machine> machines = new ArrayList<>();
  private final List<Machine> idle = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();
  private Duration skew = Duration.ZERO;
  private @Nullable Function<Machine, FaultyServer> refused;

  World(Path folder, Setup setup) throws Exception {
    this.folder = folder;
    this.setup = setup;
    client.createTable(LocalLedger.tableNamed(FunctionServices.TABLE));
  }

  Setup setup() {
    return setup;
  }

  WorldClock clock() {
    return clock;
  }

  LaggingIndex index() {
    return index;
  }

  Store store() {
    return store;
  }

  Topic topic() {
    return topic;
  }

  DynamoDbClient client() {
    return client;
  }

  /** Empties table and topic; time goes on, to a window that has just begun. */
  void begin() {
    client.deleteTable(r -> r.tableName(FunctionServices.TABLE));
    client.createTable(LocalLedger.tableNamed(FunctionServices.TABLE));
    topic.forget();
    index.forget();
    store.beHonest();
    skew = Duration.ZERO;
    synchronized (runs) {
      runs.clear();
    }
    long length = setup.window().toSeconds();
    long next = (clock.instant().getEpochSecond() / length + 30) * length;
    clock.leapTo(Instant.ofEpochSecond(next).plus(AFTER_THE_EDGE));
  }

  /** Sweeps until there is nothing left to do. */
  void rest() throws Exception {
    for (int i = 0; i < MOST_SWEEPS_TO_REST && (i < 2 || isAtWork()); i++) {
      clock.leap(i < SOON ? SWEEPS : SWEEPS.multipliedBy(4));
      sweep();
    }
  }

  /** Whether the table has anything that waits to be done. */
  boolean isAtWork() {
    return index.now().stream()
        .anyMatch(item -> item.path("queue").path("S").asText().equals("due"));
  }

  /** From now on Lambda's deadlines are later by this than machines believe. */
  void skew(Duration other) {
    skew = other;
  }

  /** From now on connections are refused to a service. */
  synchronized void refuse(Function<Machine, FaultyServer> which) {
    refused = which;
    machines.stream().filter(Machine::alive).map(which).forEach(FaultyServer::refuse);
  }

  synchronized void takeAgain() {
    Function<Machine, FaultyServer> which = refused;
    refused = null;
    if (which != null) {
      machines.stream().filter(Machine::alive).map(which).forEach(FaultyServer::takeAgain);
    }
  }

  List<Run> runs() {
    synchronized (runs) {
      return List.copyOf(runs);
    }
  }

  Run deliver(SampleCall call, Faults faults) throws Exception {
    return run(ALERT, call.event(), faults);
  }

  Run deliver(SampleCall call) throws Exception {
    return deliver(call, Faults.NONE);
  }

  Run sweep(Faults faults) throws Exception {
    return run(SWEEP, "{}", faults);
  }

  Run sweep() throws Exception {
    return sweep(Faults.NONE);
  }

  /** Sweeps as often as the schedule does, for a while. */
  void sweepFor(Duration duration, Faults faults) throws Exception {
    Instant end = clock.instant().plus(duration);
    while (clock.instant().isBefore(end)) {
      clock.leap(SWEEPS);
      sweep(faults);
    }
  }

  /** Runs them all at once, as far as there are machines. */
  List<Run> together(List<String> handlers, List<String> events, Faults faults) {
    List<CompletableFuture<Run>> begun = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      String handler = handlers.get(i % handlers.size());
      String event = events.get(i);
      begun.add(CompletableFuture.supplyAsync(() -> unchecked(handler, event, faults), threads));
    }
    return begun.stream().map(CompletableFuture::join).toList();
  }

  private Run unchecked(String handler, String event, Faults faults) {
    try {
      return run(handler, event, faults);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  Run run(String handler, String event, Faults faults) throws Exception {
    Machine machine = take(handler);
    Run run = machine.run(event, timeout(handler), skew, faults);
    synchronized (runs) {
      runs.add(run);
    }
    release(machine);
    return run;
  }

  private static Duration timeout(String handler) {
    return Duration.ofSeconds(handler.equals(ALERT) ? 30 : 240);
  }

  private synchronized Machine take(String handler) throws IOException {
    for (Machine machine : idle) {
      if (machine.handler().equals(handler)) {
        idle.remove(machine);
        return machine;
      }
    }
    return start(handler);
  }

  private synchronized void release(Machine machine) {
    if (machine.alive()) {
      idle.add(machine);
    } else {
      machine.closeServers();
    }
  }

  /** Makes sure that so many machines of a function wait for work. */
  synchronized void warm(String handler, int count) throws Exception {
    long there = idle.stream().filter(machine -> machine.handler().equals(handler)).count();
    for (long i = there; i < count; i++) {
      idle.add(start(handler));
    }
    for (Machine machine : idle) {
      machine.awaitReady();
    }
  }

  private synchronized Machine start(String handler) throws IOException {
    Map<String, String> environment = new HashMap<>(setup.environment());
    environment.put("FUNCTION_TIMEOUT_SECONDS", "" + timeout(handler).toSeconds());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "wire");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "synthetic");
    environment.put("ALERT_TOPIC_ARN", FunctionServices.TOPIC);
    environment.put("WATCH_TOPIC_ARN", FunctionServices.TOPIC + "-watch");
    environment.put("LEDGER_TABLE", FunctionServices.TABLE);
    Machine machine = new Machine(handler, folder, clock, store, topic, environment);
    machines.add(machine);
    Function<Machine, FaultyServer> which = refused;
    if (which != null) {
      which.apply(machine).refuse();
    }
    return machine;
  }

  /** The lines that the machines have written and that nobody has asked for yet. */
  synchronized List<String> log() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Machine machine : machines) {
      lines.addAll(machine.newOutput());
    }
    return lines;
  }

  @Override
  public void close() {
    machines.forEach(Machine::close);
    threads.close();
    client.close();
    dynamoDb.close();
  }
}
