package rdsalert.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rdsalert.wire.Topic.Taken;

/**
 * What happened in a world until it came to rest.
 *
 * @param expected the calls of which people must know
 * @param ledger the table's items
 */
record Story(
    Setup setup,
    List<SampleCall> expected,
    List<Taken> taken,
    List<Run> runs,
    List<JsonNode> ledger,
    List<String> log) {
  private static final int LONGEST = 600;

  static Story of(World world, List<SampleCall> expected) throws IOException {
    return new Story(
        world.setup(),
        expected,
        world.topic().taken(),
        world.runs(),
        world.index().now(),
        world.log());
  }

  /** The same with other runs. */
  Story with(List<Run> others) {
    return new Story(setup, expected, taken, others, ledger, log);
  }

  /** The names of what still waits in the table. */
  List<String> waiting() {
    return ledger.stream()
        .filter(item -> text(item, "queue").equals("due"))
        .map(item -> text(item, "pk"))
        .toList();
  }

  List<Taken> taken(String kind) {
    return taken.stream().filter(message -> message.kind().equals(kind)).toList();
  }

  /** All copies of each alert, in the order in which they were taken. */
  Map<String, List<Taken>> copies() {
    return taken("alert").stream()
        .collect(Collectors.groupingBy(Taken::about, TreeMap::new, Collectors.toList()));
  }

  /** The ids of the calls that are held, by the start of their window. */
  Map<String, List<String>> held() {
    return ledger.stream()
        .filter(item -> text(item, "state").equals("held"))
        .collect(
            Collectors.groupingBy(
                item -> windowOf(text(item, "queue")),
                TreeMap::new,
                Collectors.mapping(item -> lastPart(text(item, "pk")), Collectors.toList())));
  }

  /** The last digest of each window, which corrects those before. */
  Map<String, Taken> digests() {
    return taken("digest").stream()
        .collect(Collectors.toMap(Taken::about, digest -> digest, (former, last) -> last));
  }

  /** The run that published a message. */
  boolean endedWell(Taken message) {
    return runs.stream()
        .anyMatch(run -> run.requestId().equals(message.call().requestId()) && run.done());
  }

  /** Whether everything that was begun also ended, and no answer got lost. */
  boolean clean() {
    return runs.stream().allMatch(Run::done)
        && taken.stream().noneMatch(message -> message.fault().leavesInDoubt());
  }

  List<Instant> times(String kind) {
    return taken(kind).stream().map(Taken::at).sorted().toList();
  }

  /** All of it in the order of its time, for a person who looks for a fault. */
  String tell() {
    Stream<String> messages =
        taken.stream()
            .map(m -> m.at() + "   SNS took " + m.kind() + " " + m.about() + ", " + m.fault());
    Stream<String> ran =
        runs.stream()
            .map(
                run ->
                    run.begun()
                        + (run.isSweep() ? " sweep " : " alert ")
                        + run.ending()
                        + ", %d calls, %s".formatted(run.calls(), run.answer()));
    Stream<String> left = ledger.stream().map(item -> "ledger: " + item);
    return Stream.concat(Stream.concat(messages, ran).sorted(), left)
        .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) : line)
        .collect(Collectors.joining("\n"));
  }

  private static String windowOf(String partition) {
    return lastPart(partition).split("/", 2)[0];
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('#') + 1);
  }

  private static String text(JsonNode item, String name) {
    return item.path(name).path("S").asText();
  }
}
