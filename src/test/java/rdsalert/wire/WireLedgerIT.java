package rdsalert.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.testing.FunctionServices;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Faults of the ledger, of what stands in it, and of those who flood it, one by one. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime client runs on Linux only")
class WireLedgerIT {
  private static final String RULE = "378f9024-8a0c-46a5-aa08-ce147ac73a4e";

  @RegisterExtension static final Worlds WORLDS = new Worlds();

  @Test
  void sendsOneMessageThoughAnswersOfTheStoreAreLate() throws Exception {
    World world = WORLDS.of(Setup.PLAIN);
    List<SampleCall> calls = waiting(world, 3);
    Faults late = Faults.ledger(Fault.late(Duration.ofMillis(1_500)));
    Faults mixed = (call, number) -> number % 2 == 0 ? late.of(call, number) : Fault.NONE;

    world.together(Collections.nCopies(2, World.SWEEP), List.of("{}", "{}"), mixed);

    Story story = Worlds.judged(world, calls);
    Shown.show("answers of the store 1.5 s late, two sweeps: messages " + story.taken().size());
    assertThat(story.taken("alert")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"140, false", "150, true", "600, false", "600, true"})
  void countsAndListsAllThatIsHeldThoughTheIndexLags(int seconds, boolean heldOnly)
      throws Exception {
    World world = WORLDS.of(Setup.PLAIN.cap(3).reserve(0));
    Duration lag = Duration.ofSeconds(seconds);
    world.index().lag(queue -> heldOnly && !queue.startsWith("held#") ? Duration.ZERO : lag);
    List<SampleCall> calls = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      calls.add(SampleCall.by("mary", i, world.clock().instant()));
      world.deliver(calls.getLast());
      world.clock().leap(Duration.ofSeconds(70));
    }
    world.sweepFor(Duration.ofMinutes(60), Faults.NONE);

    Story story = Worlds.judged(world, calls);
    Shown.show(
        "index %d s late%s: held 6, digests said %s"
            .formatted(
                seconds,
                heldOnly ? " for what is held" : "",
                story.taken("digest").stream().map(Topic.Taken::held).toList()));
  }

  @Test
  void deliversTheRestThoughSomeEntriesCannotBeRead() throws Exception {
    World world = WORLDS.of(Setup.PLAIN);
    List<SampleCall> calls = waiting(world, 3);
    put(world, "nonsense", Map.of());
    put(world, "notice#" + RULE + "#no-window", Map.of());
    put(world, "alert#" + RULE + "#without-event", Map.of());
    world.clock().leap(World.SWEEPS);

    Run sweep = world.sweep();

    Shown.show("three broken entries before 3 alerts: sweep " + Shown.of(sweep));
    assertThat(world.topic().taken("alert")).hasSize(3);
    assertThat(sweep.ending()).isEqualTo(Run.Ending.FAILED);
    Story story = Story.of(world, calls);
    assertThat(String.join("", story.log())).contains("nonsense", "no-window", "without-event");
    assertThat(world.client().scan(r -> r.tableName(FunctionServices.TABLE)).items())
        .extracting(item -> item.get("pk"))
        .contains(fromS("nonsense"), fromS("alert#" + RULE + "#without-event"));
    assertThat(Judge.judge(story))
        .containsExactly("never comes to rest: alert#" + RULE + "#without-event");
  }

  @Test
  void alertsThoughTextsAreMadeToBreakIt() throws Exception {
    World world = WORLDS.of(Setup.PLAIN);
    SampleCall hostile = SampleCall.by("mary", 1, world.clock().instant());
    Run run = world.run(World.ALERT, withTexts(hostile, "a.".repeat(2_000)), Faults.NONE);
    SampleCall large = SampleCall.by("mary", 2, world.clock().instant());
    Run second = world.run(World.ALERT, withTexts(large, "\u0000b".repeat(40_000)), Faults.NONE);
    SampleCall plain = SampleCall.by("mary", 3, world.clock().instant());
    world.deliver(plain);

    Shown.show("texts of 4,000 and 80,000 characters: " + Shown.of(run) + "; " + Shown.of(second));
    Worlds.judged(world, List.of(hostile, large, plain));
  }

  @Test
  void sweepsNoSlowerTogetherThanAlone() throws Exception {
    World world = WORLDS.of(Setup.PLAIN.pace(2));
    world.warm(World.SWEEP, 4);
    Duration alone = sweeps(world, 1);
    world.begin();

    Duration together = sweeps(world, 4);

    Shown.show(
        "12 waiting at pace 2: %.1f s by one sweep, %.1f s by four"
            .formatted(alone.toMillis() / 1_000.0, together.toMillis() / 1_000.0));
    assertThat(together).isLessThan(alone.multipliedBy(2));
  }

  private static Duration sweeps(World world, int sweeps) throws Exception {
    List<SampleCall> calls = waiting(world, 12);
    world.together(
        Collections.nCopies(sweeps, World.SWEEP), Collections.nCopies(sweeps, "{}"), Faults.NONE);
    List<Instant> times = Worlds.judged(world, calls).times("alert");
    assertThat(times).hasSize(12);
    return Duration.between(times.getFirst(), times.getLast());
  }

  @Test
  void deliversWhatWaitsAtTheNextSweepThoughAWindowIsADay() throws Exception {
    World world = WORLDS.of(Setup.PLAIN.window(Duration.ofDays(1)));
    List<SampleCall> calls = waiting(world, 2);
    world.sweep();

    Shown.show("window of a day: out at the next sweep " + world.topic().taken("alert").size());
    assertThat(world.topic().taken("alert")).hasSize(2);
    Worlds.judged(world, calls);
  }

  @Test
  void tellsOfWhatIsHeldThoughTheWindowsItemIsForged() throws Exception {
    World world = WORLDS.of(Setup.PLAIN);
    Instant start = world.clock().instant();
    for (String name : List.of("places#%s/PT10M", "window#" + RULE + "#%s/PT10M")) {
      Instant window = Instant.ofEpochSecond(start.getEpochSecond() / 600 * 600);
      Map<String, AttributeValue> forged = new HashMap<>();
      for (String count :
          List.of("taken", "open", "newCallers", "newAccounts", "urgent", "admitted")) {
        forged.put(count, fromN("100"));
      }
      forged.put("announced", AttributeValue.fromBool(true));
      forged.put("pk", fromS(name.formatted(window)));
      world.client().putItem(r -> r.tableName(FunctionServices.TABLE).item(forged));
    }
    List<SampleCall> calls = WireFaultIT.calls(world, 3);
    for (SampleCall call : calls) {
      world.deliver(call);
    }

    Story story = Worlds.judged(world, calls);
    Shown.show(
        "forged window: " + Shown.perWindow(story) + ", notices " + story.taken("notice").size());
    assertThat(story.taken("notice")).hasSize(1);
  }

  @Test
  void letsRootAndAnotherAccountOutOfAFlood() throws Exception {
    World world = WORLDS.of(Setup.PLAIN.cap(20).pace(10));
    List<SampleCall> calls = new ArrayList<>();
    for (int i = 0; i < 42; i++) {
      calls.add(SampleCall.by("flood" + i % 7, i, world.clock().instant()));
      world.deliver(calls.getLast());
    }
    SampleCall other = SampleCall.by("ana", 100, world.clock().instant()).from("210987654321");
    SampleCall root = SampleCall.by("root", 101, world.clock().instant());
    calls.addAll(List.of(other, root));
    Run ofOther = world.deliver(other);
    Run ofRoot = world.run(World.ALERT, asRoot(root), Faults.NONE);

    Story story = Worlds.judged(world, calls);
    Shown.show(
        "flood of 42 by 7 callers, cap 20: %s; another account %s, root %s"
            .formatted(Shown.perWindow(story), ofOther.decision(), ofRoot.decision()));
    assertThat(List.of(ofOther.decision(), ofRoot.decision())).doesNotContain("held");
  }

  /** Alerts that wait in the ledger, as SNS took nothing when they came. */
  private static List<SampleCall> waiting(World world, int count) throws Exception {
    List<SampleCall> calls = WireFaultIT.calls(world, count);
    for (SampleCall call : calls) {
      world.deliver(call, Faults.publishing(Fault.THROTTLED));
    }
    world.clock().leap(World.SWEEPS);
    return calls;
  }

  private static void put(World world, String pk, Map<String, AttributeValue> more) {
    Map<String, AttributeValue> item = new HashMap<>(more);
    item.put("pk", fromS(pk));
    item.put("queue", fromS("due"));
    item.put("dueAt", fromN("1"));
    item.put("leaseUntil", fromN("1"));
    item.put("state", fromS("claimed"));
    world.client().putItem(r -> r.tableName(FunctionServices.TABLE).item(item));
  }

  private static String withTexts(SampleCall call, String text) {
    ObjectNode event = (ObjectNode) Store.json(call.event());
    ObjectNode detail = (ObjectNode) event.get("detail");
    detail.put("userAgent", text).put("sourceIPAddress", text);
    ((ObjectNode) detail.get("requestParameters")).put("dBSecurityGroupName", text);
    ((ObjectNode) detail.get("userIdentity")).put("arn", text).put("userName", text);
    return event.toString();
  }

  private static String asRoot(SampleCall call) {
    ObjectNode event = (ObjectNode) Store.json(call.event());
    ObjectNode identity = event.withObject("/detail/userIdentity");
    identity.removeAll();
    identity.put("type", "Root").put("principalId", call.account());
    identity.put("arn", "arn:aws:iam::" + call.account() + ":root");
    identity.put("accountId", call.account());
    return event.toString();
  }
}
