package rdsalert.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rdsalert.event.ManagementEvent;

/** Whatever text a caller chooses, each reader sees text, and every limit holds. */
class HostileTextTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String OURS =
      "WHO FROM WITH GROUP SIGNALS TODAY LOOK CONTAIN BENIGN RULE CONSOLE ALERT";
  private static final String OURS_IN_DIGEST = "CALLS WHERE WHO HELD LOOK RULE DIGEST";
  private static final String OURS_IN_NOTICE = "HELD UNTIL FIRST MEANS LOOK RULE CONSOLE NOTICE";

  private static List<Case> cases = List.of();

  private record Case(String text, Message message) {
    @Override
    public String toString() {
      return message.kind()
          + " of "
          + SafeText.email(text, 200)
          + " (seed "
          + HostileCorpus.SEED
          + ")";
    }
  }

  @BeforeAll
  static void renderEverything() {
    cases = HostileCorpus.strings().stream().flatMap(HostileTextTest::messages).toList();
  }

  private static Stream<Case> messages(String text) {
    Renderer renderer = new Renderer();
    List<ManagementEvent> events = HostileCorpus.events(text).toList();
    Digest digest = Samples.digest(events);
    CapNotice notice = Samples.notice(events.getFirst());
    return Stream.concat(
            events.stream().map(Samples::alert).map(a -> renderer.render(a, Samples.sent(a))),
            Stream.of(
                renderer.render(notice, notice.raisedAt()),
                renderer.render(digest, digest.raisedAt())))
        .map(message -> new Case(text, message));
  }

  private static void all(BiConsumer<Case, Message> property) {
    assertThat(cases).hasSizeGreaterThan(2000);
    cases.forEach(one -> property.accept(one, one.message()));
  }

  @Test
  void putsOnlyOurOwnHeadingsAtTheLeftEdgeOfAnEmail() {
    all(
        (one, message) -> {
          String ours =
              switch (message.kind()) {
                case ALERT -> isService(one.text()) ? OURS.replace(" WITH", "") : OURS;
                case NOTICE -> OURS_IN_NOTICE;
                case DIGEST -> OURS_IN_DIGEST;
              };
          List<String> atTheEdge =
              message
                  .email()
                  .substring(message.email().indexOf("\n\n"))
                  .lines()
                  .filter(line -> !line.isEmpty() && line.charAt(0) != ' ')
                  .map(line -> line.split("[ :]", 2)[0])
                  .toList();
          assertThat(String.join(" ", atTheEdge)).as("%s", one).isEqualTo(ours);
        });
  }

  /** A service that is its own tool is not named twice. */
  private static boolean isService(String text) {
    return SourceAddress.of(text) instanceof SourceAddress.Service;
  }

  @Test
  void keepsEveryInvisibleOrSteeringCharacterOutOfAnEmail() {
    all(
        (one, message) ->
            assertThat(message.email().codePoints().filter(HostileTextTest::steers).toArray())
                .as("%s", one)
                .isEmpty());
  }

  private static boolean steers(int point) {
    int type = Character.getType(point);
    return point != '\n'
        && (type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.PRIVATE_USE
            || type == Character.UNASSIGNED
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR
            || (type == Character.SPACE_SEPARATOR && point != ' '));
  }

  @Test
  void keepsTextWithin76ColumnsAndCommandsWithin120UnlessOneWordIsLonger() {
    all(
        (one, message) ->
            assertThat(message.email().lines())
                .as("%s", one)
                .allMatch(
                    line ->
                        line.length() <= 76
                            || (line.length() <= 120 && line.startsWith("    "))
                            || line.matches(" {6}(--\\S+ )?('.*'|\\S+)( \\\\)?")
                            || line.matches("(WHO {6}| {9})\\S{1,111}")
                            || line.matches("( {9}|CONSOLE {2}|ALERT {4}|DIGEST {3})\\S+")));
  }

  @Test
  void makesNoLinkOfACallersTextInAnEmail() {
    all(
        (one, message) ->
            assertThat(message.email().lines().filter(HostileTextTest::links))
                .as("%s", one)
                .allMatch(
                    line -> line.matches("(CONSOLE {2}| {9})https://(docs|console)\\.aws\\.\\S+")));
  }

  private static boolean links(String line) {
    return line.contains("://")
        || line.toLowerCase(java.util.Locale.ROOT).contains("www.")
        || line.toLowerCase(java.util.Locale.ROOT).contains("mailto:");
  }

  @Test
  void showsTheReaderThatSomethingWasEscapedOrCut() {
    all(
        (one, message) -> {
          String text =
              new String(
                  one.text().codePoints().map(HostileTextTest::mended).toArray(),
                  0,
                  one.text().codePointCount(0, one.text().length()));
          String flat = message.email().replaceAll("\\s+", "");
          if (message.kind() == Message.Kind.ALERT && !flat.contains(text.replaceAll("\\s+", ""))) {
            assertThat(message.email()).as("%s", one).contains("was escaped (\\...) or cut [+n]");
            assertThat(message.email()).as("%s", one).contains("AttributeKey=EventId");
          }
        });
  }

  private static int mended(int point) {
    return Character.getType(point) == Character.SURROGATE ? 0xFFFD : point;
  }

  @Test
  void keepsSubjectsToOneShortLineOfAscii() {
    all(
        (one, message) ->
            assertThat(message.subject())
                .as("%s", one)
                .matches("[A-Za-z0-9][ -~]*")
                .hasSizeLessThan(100));
  }

  @Test
  void keepsTextMessagesToOneLineOfGsmCharacters() {
    all(
        (one, message) ->
            assertThat(message.sms())
                .as("%s", one)
                .matches("[A-Za-z0-9 @$!\"#%&'()*+,./:;<=>?_-]+")
                .hasSizeLessThanOrEqualTo(140));
  }

  @Test
  void leavesNothingLiveInAChat() {
    all(
        (one, message) -> {
          JsonNode card = json(message.chat());
          chatTexts(card).forEach(text -> assertInert(one, text));
          assertThat(card.at("/content/title").textValue())
              .as("%s", one)
              .hasSizeLessThanOrEqualTo(250);
          assertThat(card.at("/content/description").textValue())
              .as("%s", one)
              .isNotEmpty()
              .hasSizeLessThanOrEqualTo(3000);
        });
  }

  private static Stream<String> chatTexts(JsonNode card) {
    Stream.Builder<String> texts = Stream.builder();
    texts
        .add(card.at("/content/title").textValue())
        .add(card.at("/content/description").textValue());
    texts.add(card.at("/metadata/summary").textValue());
    card.at("/content/nextSteps").forEach(step -> texts.add(step.textValue()));
    card.at("/content/keywords").forEach(word -> texts.add(word.textValue()));
    card.at("/metadata/relatedResources").forEach(resource -> texts.add(resource.textValue()));
    return texts.build();
  }

  /** Code spans hold no markup; outside of them there is none, and no text of a caller. */
  private static void assertInert(Case one, String text) {
    assertThat(text).as("%s", one).doesNotContain("<", ">", "&", "|");
    assertThat(text.chars().filter(c -> c == '`').count() % 2).as("%s", one).isZero();
    String outside = text.replaceAll("`[^`\n]*`", "");
    assertThat(outside).as("%s", one).doesNotContain("`", "*", "_", "~", "@", "](");
    assertThat(text.replaceFirst(": https://console\\.aws\\.amazon\\.com/", ""))
        .as("%s", one)
        .doesNotContain("://");
  }

  @Test
  void givesMachinesWellFormedFindings() {
    all(
        (one, message) -> {
          assertThat(message.machine()).as("%s", one).matches("[ -~]*");
          JsonNode finding = json(message.machine());
          assertThat(finding.path("class_uid").intValue()).isEqualTo(2004);
          assertThat(finding.at("/metadata/version").textValue()).isEqualTo("1.8.0");
          assertThat(finding.at("/finding_info/uid").textValue()).isNotEmpty();
        });
  }

  @Test
  void fitsOnePublishWithRoomToSpare() {
    all(
        (one, message) -> {
          assertThat(PublishBody.size(message)).as("%s", one).isLessThan(PublishBody.LARGEST);
          assertThat(message.attributes()).hasSizeLessThanOrEqualTo(10);
          message.attributes().values().forEach(v -> assertThat(PublishBody.value(v)).isNotBlank());
        });
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
