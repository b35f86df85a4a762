package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.TestEvents;
import rdsalert.text.JsonText;

/**
 * Whatever a command is given, it prints no character that steers a terminal, and no line that
 * another's text began.
 */
class UnseenCharactersTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Begins a line if it can. */
  private static final String PLANTED = "PLANTED";

  /** All of them, each before a word that must not begin a line. */
  private static final String ALL =
      IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
          .filter(UnseenCharactersTest::isUnseen)
          .mapToObj(point -> "x" + Character.toString(point) + PLANTED)
          .collect(Collectors.joining());

  /** Some of each kind, few enough for a file's name and for texts that are cut. */
  private static final List<String> SOME =
      IntStream.of(
              0x9b, 0x7f, 0x85, 0x202e, 0x2028, 0x2029, 0xad, 0x1b, '\r', '\n', 0xd800, 0xe0041)
          .mapToObj(point -> "x" + Character.toString(point) + PLANTED)
          .toList();

  private static final Path SAMPLE =
      Path.of("events/rds-db-security-group-created/hit-create-db-security-group.json");

  @TempDir private Path folder = Path.of("");

  private static boolean isUnseen(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  static Stream<String> texts() {
    return Stream.concat(Stream.of(ALL), SOME.stream());
  }

  private static void assertSeen(CommandRun run) {
    String printed = run.out() + run.err();
    assertThat(printed).isNotBlank();
    assertThat(printed.codePoints().filter(p -> p != '\n' && isUnseen(p)).toArray()).isEmpty();
    assertThat(printed.lines()).noneMatch(line -> line.startsWith(PLANTED));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void inAnyFieldOfAnEvent(String text) throws Exception {
    ObjectNode hit = (ObjectNode) everywhere(TestEvents.sample("assumed-role-mfa").json(), text);
    ObjectNode ignored = hit.deepCopy();
    ((ObjectNode) ignored.get("detail")).put("eventName", text).put("eventID", text);
    String events = JsonText.of(hit) + JsonText.of(ignored);

    for (String format : List.of("email", "chat", "json", "sms", "all")) {
      assertSeen(CommandRun.withInput(events, "run", "--sweep", "--format", format, "-"));
    }
    assertSeen(CommandRun.withInput(events, "run", "--json", "--all", "-"));
    assertSeen(CommandRun.withInput(events, "explain", "-"));
    Path file = Files.writeString(folder.resolve("events.json"), events);
    assertSeen(CommandRun.of("check", "--events", file.toString()));
  }

  private static JsonNode everywhere(JsonNode node, String text) {
    if (node.isArray()) {
      ArrayNode list = JSON.createArrayNode();
      node.forEach(element -> list.add(everywhere(element, text)));
      return list;
    }
    if (!node.isObject()) {
      return node.isTextual() ? TextNode.valueOf(text) : node;
    }
    ObjectNode object = ((ObjectNode) node).deepCopy();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      boolean kept =
          List.of("eventID", "eventTime", "eventName", "eventSource", "id", "detail-type")
              .contains(field.getKey());
      object.set(field.getKey(), kept ? field.getValue() : everywhere(field.getValue(), text));
    }
    return object;
  }

  @ParameterizedTest
  @MethodSource("texts")
  void inAFileOfExceptions(String text) throws Exception {
    String mary = SilenceEntries.MARY;
    ObjectNode said = SilenceEntries.entry("said", 9, mary).put("reason", text).put("owner", text);
    ObjectNode expired = SilenceEntries.entry("old", 9, mary).put("expires", text);
    ObjectNode covering = SilenceEntries.entry("odd", 9, mary).put(text, text);
    ((ObjectNode) covering.at("/pattern/detail")).set(text, JSON.createArrayNode().add(text));
    String sample = SAMPLE.toString();
    ObjectNode named = SilenceEntries.entry("named", 9, mary).put("id", text);
    List<String> entries =
        Stream.concat(Stream.of(said, named, expired, covering).map(JsonText::of), Stream.of(text))
            .toList();
    for (String entry : entries) {
      byte[] content = bytes(SilenceEntries.content(entry, entry));
      String file = Files.write(folder.resolve("exceptions.json"), content).toString();
      assertSeen(CommandRun.of("run", "--exceptions", file, sample));
      assertSeen(CommandRun.of("run", "--json", "--exceptions", file, sample));
      assertSeen(CommandRun.of("explain", "--exceptions", file, sample));
      assertSeen(CommandRun.of("check", file, "--events", sample));
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void inAFileOfARule(String text) throws Exception {
    String rule =
        Files.readString(
            Path.of("src/main/resources/rdsalert/rules/rds-db-security-group-created.yaml"));
    for (String edited :
        List.of(
            rule.replaceFirst("(?m)^name: .*", "name: " + quoted(text)),
            rule + "\n" + quoted(text) + ": 1\n",
            text)) {
      Path file = Files.write(folder.resolve("rule.yaml"), bytes(edited));
      assertSeen(CommandRun.of("check", file.toString()));
    }
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x9b, 0x7f, 0x85, 0x202e, 0x2028, 0x2029, 0xad, 0x1b, '\r', '\n', 0xe0041})
  void inAFilesName(int point) throws Exception {
    String name = "x" + Character.toString(point) + PLANTED + ".json";
    Path file = Files.copy(SAMPLE, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    Path broken = Files.writeString(folder.resolve("broken-" + name), "{");
    Path none = folder.resolve("none-" + name);
    for (Path path : List.of(file, broken, none)) {
      assertSeen(CommandRun.of("run", "--sweep", path.toString(), path.toString()));
      assertSeen(CommandRun.of("run", "--json", path.toString()));
      assertSeen(CommandRun.of("explain", path.toString()));
      assertSeen(CommandRun.of("check", path.toString()));
      assertSeen(CommandRun.of("check", path + ".yaml"));
      assertSeen(CommandRun.of("check", "--events", path.toString()));
      assertSeen(CommandRun.of("run", "--exceptions", path.toString(), file.toString()));
    }
    assertSeen(CommandRun.of("check", "--events", folder.toString()));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void inAnOption(String text) {
    for (String option : List.of("--cap", "--window", "--format", "--exceptions")) {
      assertSeen(CommandRun.of("run", option, text, "-"));
    }
    assertSeen(CommandRun.of("run", "--" + text, "-"));
    assertSeen(CommandRun.of("check", "--events", text));
    assertSeen(CommandRun.of("explain", "--" + text));
    assertSeen(CommandRun.of(text));
  }

  @Test
  void takesEveryControlAndFormatCharacter() {
    assertThat(ALL.codePoints().filter(UnseenCharactersTest::isUnseen).count()).isGreaterThan(2200);
  }
}
