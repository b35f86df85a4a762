package rdsalert.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of the network and of SNS, one by one. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime client runs on Linux only")
class WireFaultIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension static final Worlds WORLDS = new Worlds();

  @Test
  void keepsThePaceInABurst() throws Exception {
    World world = WORLDS.of(Setup.PLAIN.pace(2));
    world.warm(World.ALERT, 3);

    List<SampleCall> calls = calls(world, 20);
    burst(world, calls, Faults.NONE);

    Story story = Worlds.judged(world, calls);
    Shown.show("burst of 20 at pace 2: " + Shown.perSecond(story));
    assertThat(story.copies()).hasSize(20);
  }

  @Test
  void keepsThePaceWhereAWindowEnds() throws Exception {
    World world = WORLDS.of(Setup.PLAIN.pace(1));
    world.warm(World.ALERT, 3);
    List<SampleCall> calls = calls(world, 6);
    world.deliver(calls.getFirst());
    Instant end = world.clock().instant().plus(world.setup().window());
    long length = world.setup().window().toSeconds();
    world
        .clock()
        .leapTo(Instant.ofEpochSecond(end.getEpochSecond() / length * length).minusMillis(500));

    burst(world, calls, Faults.NONE);

    Story story = Worlds.judged(world, calls);
    Shown.show("burst of 5 over a window's end at pace 1: " + Shown.perSecond(story));
    assertThat(story.copies()).hasSize(6);
  }

  @Test
  void givesOnePlaceThoughTheAnswerIsLost() throws Exception {
    World world = WORLDS.of(Setup.PLAIN.cap(8).reserve(0).pace(10));
    List<SampleCall> calls = calls(world, 8);
    for (SampleCall call : calls) {
      boolean[] lost = new boolean[1];
      world.deliver(
          call,
          (c, number) -> {
            boolean admits = c.operation().equals("UpdateItem") && c.body().contains("attempt");
            Fault fault = admits && !lost[0] ? Fault.LOST_ANSWER : Fault.NONE;
            lost[0] |= admits;
            return fault;
          });
    }

    Story story = Worlds.judged(world, calls);
    Shown.show("each answer of admit lost, cap 8: published " + story.copies().size());
    assertThat(story.copies()).hasSize(8);
  }

  @Test
  void failsInOrderIfTheStoreHangs() throws Exception {
    World world = WORLDS.of(Setup.PLAIN);
    List<SampleCall> calls = calls(world, 1);

    Run run = world.deliver(calls.getFirst(), Faults.ledger(Fault.HANGS));
    Run sweep = world.sweep(Faults.ledger(Fault.HANGS));
    world.clock().leap(MINUTE);
    world.deliver(calls.getFirst());

    Shown.show("store hangs: run " + Shown.of(run) + "; sweep " + Shown.of(sweep));
    assertThat(List.of(run.ending(), sweep.ending())).containsOnly(Run.Ending.FAILED);
    assertThat(Worlds.judged(world, calls).taken("alert")).hasSize(1);
  }

  @Test
  void waitsIfTheTopicHangs() throws Exception {
    World world = WORLDS.of(Setup.PLAIN);
    List<SampleCall> calls = calls(world, 1);

    Run run = world.deliver(calls.getFirst(), Faults.publishing(Fault.TAKEN_AND_HANGS));

    Shown.show("topic takes and hangs: run " + Shown.of(run));
    assertThat(run.decision()).isEqualTo("waiting");
    assertThat(Worlds.judged(world, calls).taken("alert")).hasSize(2);
  }

  @Test
  void sendsOneMessageIfTheTopicAnswersAfterSixSeconds() throws Exception {
    World world = WORLDS.of(Setup.PLAIN);
    List<SampleCall> calls = calls(world, 1);

    Run run = world.deliver(calls.getFirst(), Faults.publishing(Fault.late(Duration.ofSeconds(6))));

    Story story = Worlds.judged(world, calls);
    Shown.show(
        "topic answers after 6 s: run " + Shown.of(run) + ", messages " + story.taken().size());
    assertThat(story.taken("alert")).hasSize(1);
  }

  @Test
  void sendsThreeMessagesAtMostWhileAnswersAreLostForAnHour() throws Exception {
    World world = WORLDS.of(Setup.PLAIN);
    List<SampleCall> calls = calls(world, 1);
    Faults lost = Faults.publishing(Fault.LOST_ANSWER);

    retried(world, calls.getFirst(), lost);
    world.sweepFor(Duration.ofMinutes(57), lost);

    int messages = world.topic().taken("alert").size();
    Shown.show("answers lost for an hour: messages " + messages);
    assertThat(messages).isLessThanOrEqualTo(3);
    Worlds.judged(world, calls);
  }

  @Test
  void countsEachCopyInItsWindow() throws Exception {
    World world = WORLDS.of(Setup.PLAIN.cap(3).reserve(0));
    List<SampleCall> calls = calls(world, 3);
    Faults lost = Faults.publishing(Fault.LOST_ANSWER);

    for (SampleCall call : calls) {
      retried(world, call, lost);
    }
    world.sweepFor(Duration.ofMinutes(30), lost);

    Shown.show(
        "3 alerts at cap 3, answers lost for 30 min: messages " + world.topic().taken().size());
    Worlds.judged(world, calls);
  }

  @Test
  void keepsTheCapAfterAnOutageOfSixHours() throws Exception {
    World world = WORLDS.of(Setup.PLAIN.cap(5).reserve(0));
    List<SampleCall> calls = new ArrayList<>();
    world.refuse(Machine::topic);
    for (int i = 0; i < 24; i++) {
      calls.add(SampleCall.by("caller" + i, i, world.clock().instant()));
      world.deliver(calls.getLast());
      world.clock().leap(Duration.ofMinutes(15));
      world.sweep();
    }
    world.takeAgain();

    Story story = Worlds.judged(world, calls);
    Shown.show("24 alerts of an outage of 6 h, cap 5: " + Shown.perWindow(story));
    assertThat(story.copies().size() + story.held().values().stream().mapToInt(List::size).sum())
        .isEqualTo(24);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 291, -60})
  void doesNotTrustTheMachinesClock(int seconds) throws Exception {
    World world = WORLDS.of(Setup.PLAIN);
    world.skew(Duration.ofSeconds(-seconds));
    List<SampleCall> calls = calls(world, 12);
    world.refuse(Machine::topic);
    calls.subList(0, 4).forEach(call -> unchecked(world, call));
    world.takeAgain();
    world.sweep();
    calls.subList(4, 12).forEach(call -> unchecked(world, call));

    Story story = Worlds.judged(world, calls);
    long failed = story.runs().stream().filter(run -> !run.done()).count();
    Shown.show(
        "machine's clock %+d s: published %d, failed runs %d"
            .formatted(seconds, story.taken().size(), failed));
    assertThat(story.taken("alert")).hasSize(12);
    assertThat(failed).isLessThanOrEqualTo(4);
  }

  static List<SampleCall> calls(World world, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> SampleCall.by("caller" + i, i, world.clock().instant()))
        .toList();
  }

  private static void burst(World world, List<SampleCall> calls, Faults faults) {
    for (int i = 0; i < calls.size(); i += 3) {
      List<SampleCall> some = calls.subList(i, Math.min(i + 3, calls.size()));
      world.together(
          Collections.nCopies(some.size(), World.ALERT),
          some.stream().map(SampleCall::event).toList(),
          faults);
    }
  }

  /** As Lambda does. */
  private static void retried(World world, SampleCall call, Faults faults) throws Exception {
    for (int attempt = 1; attempt <= 3; attempt++) {
      if (world.deliver(call, faults).done()) {
        return;
      }
      world.clock().leap(MINUTE.multipliedBy(attempt));
    }
  }

  private static void unchecked(World world, SampleCall call) {
    try {
      world.deliver(call);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
