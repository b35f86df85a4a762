package rdsalert.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import rdsalert.Wiring;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.render.Message;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One run of a function in a simulation: on a thread of its own, on a machine whose clock is wrong
 * and may be set meanwhile, and stopped before every call to the outside until the simulation lets
 * it go on.
 */
final class SimulatedRun {
  /** What the run does; what it throws is the run's failure. */
  interface Work {
    void run(Wiring wiring, TimeLeft left);
  }

  private final Simulation simulation;
  private final StoreClock clock;
  private final Instant started;
  private final Duration timeout;
  private final Semaphore turn = new Semaphore(0);
  private final Semaphore stopped = new Semaphore(0);
  private volatile boolean over;
  private volatile boolean dead;
  private volatile @Nullable Throwable failure;
  private final Map<String, Publication> publications = new HashMap<>();

  SimulatedRun(Simulation simulation, MachineClock machine, Duration timeout) {
    this.simulation = simulation;
    this.clock = new StoreClock(machine, this::ticks);
    this.started = simulation.now();
    this.timeout = timeout;
  }

  /** What the machine's monotonic clock says. */
  private long ticks() {
    return ChronoUnit.NANOS.between(Simulation.EPOCH, simulation.now());
  }

  void start(DynamoDbClient store, Work work) {
    DynamoDbAlertLedger ledger = simulation.ledger(new SimulatedStore(store, this, simulation));
    Wiring wiring =
        Wiring.of(
            simulation.rules(),
            simulation.exceptionsOfTheTeam(),
            ledger,
            new SimulatedChannel(this),
            simulation.limits(),
            ledger.timedBy(clock),
            this::pause);
    Duration usable = timeout.minusSeconds(3);
    TimeLeft left = () -> usable.minus(Duration.between(started, simulation.now()));
    Thread.ofVirtual()
        .start(
            () -> {
              turn.acquireUninterruptibly();
              try {
                work.run(wiring, left);
              } catch (Crash | RuntimeException e) {
                failure = e;
              } finally {
                failure = dead && failure == null ? new Crash() : failure;
                over = true;
                stopped.release();
              }
            });
  }

  /** Lets the run go on until its next call. */
  void step() {
    turn.release();
    stopped.acquireUninterruptibly();
  }

  boolean isOver() {
    return over;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  /** Called by the run before each call to the outside; Lambda ends a run at its deadline. */
  void awaitTurn() {
    if (dead) {
      throw new Crash();
    }
    stopped.release();
    turn.acquireUninterruptibly();
    if (simulation.now().isAfter(started.plus(timeout))) {
      simulation.timedOut();
      throw die();
    }
  }

  /** The run dies: nothing that it tries from now on happens. */
  Crash die() {
    dead = true;
    return new Crash();
  }

  private void pause(Duration duration) {
    Instant until = simulation.now().plus(duration);
    while (simulation.now().isBefore(until)) {
      awaitTurn();
    }
  }

  @Nullable Fault nextFault(boolean publishing) {
    return simulation.nextFault(publishing);
  }

  Instant now() {
    return simulation.now();
  }

  /** An answer came that carries the store's time. */
  void storeTold(Instant sent) {
    long tick = ChronoUnit.NANOS.between(Simulation.EPOCH, sent);
    clock.observe(simulation.now().truncatedTo(ChronoUnit.SECONDS), tick, ticks());
  }

  String published(Message message, Instant sent) {
    Publication publication = simulation.published(this, message, sent);
    String messageId = "message-" + publication.id();
    publications.put(messageId, publication);
    return messageId;
  }

  /** The channel took a message, but its answer got lost. */
  void cutOff(String messageId) {
    if (publications.containsKey(messageId)) {
      publications.get(messageId).cutOff();
    }
  }

  /** The ledger now knows of a message; a digest that had nothing to tell has none. */
  void confirmed(String messageId) {
    if (publications.containsKey(messageId)) {
      publications.get(messageId).confirm();
    }
  }
}
