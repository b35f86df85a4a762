package rdsalert.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sabotages the store, and sees each judge complain. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime client runs on Linux only")
class WireJudgeIT {
  @RegisterExtension static final Worlds WORLDS = new Worlds();

  @Test
  void complainsOfACopyIfAConfirmationIsForged() throws Exception {
    assertThat(
            complaints(
                Setup.PLAIN,
                1,
                (call, store) ->
                    call.body().contains(":sent")
                        ? Store.done("{\"Attributes\":{\"state\":{\"S\":\"sent\"}}}")
                        : store.apply(call)))
        .anyMatch(complaint -> complaint.startsWith("again without a reason"))
        .anyMatch(complaint -> complaint.startsWith("never comes to rest"));
  }

  @Test
  void complainsOfTheCapIfTheWindowForgets() throws Exception {
    assertThat(
            complaints(
                Setup.PLAIN.cap(2).reserve(0),
                4,
                (call, store) ->
                    call.body().contains("places#")
                        ? Store.done("{\"Attributes\":{\"taken\":{\"N\":\"1\"}}}")
                        : store.apply(call)))
        .singleElement()
        .asString()
        .startsWith("over the cap: 4 in the window");
  }

  @Test
  void complainsOfThePaceIfASecondIsForgotten() throws Exception {
    assertThat(
            complaints(
                Setup.PLAIN.pace(1),
                6,
                (call, store) ->
                    call.body().contains("\"pace\"")
                        ? Store.done("{\"Attributes\":{\"given\":{\"N\":\"1\"}}}")
                        : store.apply(call)))
        .anyMatch(complaint -> complaint.startsWith("over the pace"));
  }

  @Test
  void complainsOfALossIfAClaimIsForged() throws Exception {
    assertThat(
            complaints(
                Setup.PLAIN,
                1,
                (call, store) ->
                    call.operation().equals("PutItem")
                        ? Store.standstill(call)
                        : store.apply(call)))
        .singleElement()
        .asString()
        .startsWith("lost: ");
  }

  @Test
  void complainsOfADigestIfWhatIsHeldIsNotListed() throws Exception {
    assertThat(
            complaints(
                Setup.PLAIN.cap(2).reserve(0),
                5,
                (call, store) ->
                    call.operation().equals("Query") && call.body().contains("held#")
                        ? Store.standstill(call)
                        : store.apply(call)))
        .anyMatch(complaint -> complaint.startsWith("digest of "));
  }

  @Test
  void complainsOfARunThatLambdaEnds() throws Exception {
    World world = WORLDS.of(Setup.PLAIN);
    SampleCall call = WireFaultIT.calls(world, 1).getFirst();
    Run run = world.deliver(call);
    Run overdue =
        new Run(
            run.requestId(),
            run.handler(),
            run.event(),
            Run.Ending.OVERDUE,
            "",
            run.begun(),
            run.ended(),
            1);
    Run silent =
        new Run("", run.handler(), run.event(), Run.Ending.FAILED, "", run.begun(), run.ended(), 1);

    assertThat(Judge.judge(Story.of(world, List.of(call)).with(List.of(run, overdue, silent))))
        .anyMatch(complaint -> complaint.startsWith("ended by Lambda"))
        .anyMatch(complaint -> complaint.startsWith("failed without a word"));
  }

  private static List<String> complaints(Setup setup, int events, Store.Forger forger)
      throws Exception {
    World world = WORLDS.of(setup);
    world.store().forge(forger);
    List<SampleCall> calls = WireFaultIT.calls(world, events);
    world.together(
        Collections.nCopies(events, World.ALERT),
        calls.stream().map(SampleCall::event).toList(),
        Faults.NONE);
    world.sweepFor(World.SWEEPS.multipliedBy(15), Faults.NONE);
    return Judge.judge(Story.of(world, calls));
  }
}
