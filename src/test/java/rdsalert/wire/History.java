package rdsalert.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A few hours of a stack's life, made up from a seed, and the calm after them. */
final class History {
  private static final List<String> CALLERS = List.of("mary", "john", "ana", "li", "ola", "root");
  private static final int AT_ONCE = 3;
  private static final int HANGS_IN = 300;

  private final World world;
  private final Random random;
  private final PriorityQueue<Step> steps = new PriorityQueue<>(Comparator.comparing(Step::at));
  private final List<SampleCall> calls = new ArrayList<>();
  private final List<SampleCall> given = new ArrayList<>();
  private Weather weather = Weather.CALM;

  /**
   * Something that is to happen.
   *
   * @param call the call whose event comes; null for a sweep
   * @param attempt which of Lambda's runs it is, from 1
   */
  private record Step(Instant at, @Nullable SampleCall call, int attempt) {}

  private History(World world, long seed) {
    this.world = world;
    this.random = new Random(seed);
  }

  /** Plays it until the world has come to rest. */
  static Story play(World world, long seed) throws Exception {
    History history = new History(world, seed);
    world.begin();
    history.plan();
    history.play();
    history.calm();
    return Story.of(world, history.calls);
  }

  private void plan() {
    Instant start = world.clock().instant();
    int minutes = 10 + random.nextInt(45);
    int bursts = 1 + random.nextInt(4);
    for (int burst = 0; burst < bursts; burst++) {
      Instant at = start.plusSeconds(random.nextInt(minutes * 60));
      int size = 1 + random.nextInt(burst == 0 ? 14 : 3);
      for (int i = 0; i < size; i++) {
        expect(at, CALLERS.get(random.nextInt(CALLERS.size())));
      }
    }
    for (Instant at = start;
        at.isBefore(start.plusSeconds(minutes * 60L));
        at = at.plus(World.SWEEPS)) {
      steps.add(new Step(at.plusSeconds(random.nextInt(20)), null, 1));
    }
    lag();
  }

  private void expect(Instant at, String caller) {
    SampleCall call = SampleCall.by(caller, calls.size(), at);
    calls.add(call);
    steps.add(new Step(at, call, 1));
    if (random.nextInt(6) == 0) {
      steps.add(new Step(at.plusSeconds(random.nextInt(3_000)), call, 1));
    }
  }

  /** In some histories the index is behind, or the part of it that lists what is held. */
  private void lag() {
    Duration lag = Duration.ofSeconds(List.of(0, 5, 140, 600).get(random.nextInt(4)));
    boolean heldOnly = random.nextBoolean();
    if (!lag.isZero() && random.nextInt(3) == 0) {
      world.index().lag(queue -> heldOnly && !queue.startsWith("held#") ? Duration.ZERO : lag);
    }
  }

  private void play() throws Exception {
    while (!steps.isEmpty()) {
      List<Step> now = next();
      world.clock().leapTo(now.getFirst().at());
      if (random.nextInt(4) == 0) {
        weather = Weather.any(random);
      }
      world.skew(Duration.ofSeconds(random.nextInt(-300, 301)));
      List<String> handlers =
          now.stream().map(s -> s.call() == null ? World.SWEEP : World.ALERT).toList();
      List<String> events =
          now.stream().map(s -> s.call() == null ? "{}" : s.call().event()).toList();
      List<Run> runs = world.together(handlers, events, faults());
      for (int i = 0; i < runs.size(); i++) {
        retry(now.get(i), runs.get(i));
      }
    }
  }

  /** Hangs take their time, so they are rare. */
  private Faults faults() {
    if (random.nextInt(HANGS_IN) != 0) {
      return weather.faults(random);
    }
    Fault hang = random.nextBoolean() ? Fault.HANGS : Fault.TAKEN_AND_HANGS;
    return Faults.at(1 + random.nextInt(8), hang);
  }

  /** The next step, and some of those that are due by then. */
  private List<Step> next() {
    List<Step> now = new ArrayList<>(List.of(steps.remove()));
    Instant by =
        now.getFirst().at().isAfter(world.clock().instant())
            ? now.getFirst().at()
            : world.clock().instant();
    while (now.size() < AT_ONCE && !steps.isEmpty() && !steps.element().at().isAfter(by)) {
      now.add(steps.remove());
    }
    return now;
  }

  /** As Lambda does: a minute later and two minutes after that; then the event is kept. */
  private void retry(Step step, Run run) {
    SampleCall call = step.call();
    if (call == null || run.done()) {
      return;
    }
    if (step.attempt() == 3) {
      given.add(call);
    } else {
      Duration wait = Duration.ofMinutes(step.attempt());
      steps.add(new Step(run.ended().plus(wait), call, step.attempt() + 1));
    }
  }

  /** The network is well again, events that were kept are replayed, and sweeps do the rest. */
  private void calm() throws Exception {
    world.index().catchUp();
    world.skew(Duration.ZERO);
    world.clock().leap(World.SWEEPS);
    for (SampleCall call : given) {
      world.deliver(call);
    }
    world.rest();
  }
}
