package rdsalert.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import rdsalert.Wiring;
import rdsalert.alert.Message;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One run of a function in a simulation: on a thread of its own, with a clock of its own, and
 * stopped before every call to the outside until the simulation lets it go on.
 */
final class SimulatedRun {
  /** What the run does; whatever it throws is the run's failure. */
  interface Work {
    void run(Wiring wiring, Duration remaining);
  }

  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Simulation simulation;
  private final StoreClock clock;
  private final Instant deadline;
  private final Semaphore turn = new Semaphore(0);
  private final Semaphore stopped = new Semaphore(0);
  private volatile boolean over;
  private volatile @Nullable Throwable failure;
  private final Map<String, Publication> publications = new HashMap<>();

  SimulatedRun(Simulation simulation, Duration skew, Duration timeout) {
    this.simulation = simulation;
    InstantSource skewed = () -> simulation.now().plus(skew);
    this.clock = new StoreClock(skewed);
    this.deadline = simulation.now().plus(timeout);
  }

  void start(DynamoDbClient store, Work work) {
    DynamoDbAlertLedger ledger =
        simulation.ledger(new SimulatedStore(store, this, simulation.sabotage()));
    Wiring wiring =
        Wiring.of(
            simulation.rules(),
            simulation.exceptionsOfTheTeam(),
            ledger,
            new SimulatedChannel(this),
            simulation.limits(),
            ledger.timedBy(clock),
            this::pause);
    Duration remaining = Duration.between(simulation.now(), deadline);
    Thread.ofVirtual()
        .start(
            () -> {
              turn.acquireUninterruptibly();
              try {
                work.run(wiring, remaining);
              } catch (Crash | RuntimeException e) {
                failure = e;
              } finally {
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
    stopped.release();
    turn.acquireUninterruptibly();
    if (simulation.now().isAfter(deadline)) {
      simulation.timedOut();
      throw new Crash();
    }
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

  void storeTold() {
    clock.observe(simulation.now().truncatedTo(ChronoUnit.SECONDS));
  }

  String published(Message.Kind kind, String id, int held) {
    Publication publication = simulation.published(this, kind, id, held);
    String messageId = "message-" + id;
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
