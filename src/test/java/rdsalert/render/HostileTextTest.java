package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.text.SafeText;

/** Each reader sees the text that a caller chose as text, and every limit holds. */
class HostileTextTest {
  private static final int LARGEST_PUBLISH = 262_144;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Set<Character.UnicodeScript> EASTERN =
      Set.of(
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HIRAGANA,
          Character.UnicodeScript.KATAKANA,
          Character.UnicodeScript.HANGUL);

  @Test
  void takesAtLeast600TextsMadeHereAndThePublicList() {
    assertThat(new HashSet<>(HostileCorpus.byHand())).hasSizeGreaterThanOrEqualTo(600);
    assertThat(new HashSet<>(HostileCorpus.publicList())).hasSizeGreaterThanOrEqualTo(500);
    assertThat(HostileCorpus.strings())
        .containsAll(HostileCorpus.byHand())
        .containsAll(HostileCorpus.publicList());
  }

  @Test
  void showsNoLetterThatCouldPassForAnotherOrForNothing() {
    HostileCase.all(
        (one, message) -> {
          String chat = chatTexts(message).collect(Collectors.joining());
          assertThat(
                  (message.email() + chat).codePoints().filter(HostileTextTest::passes).toArray())
              .as("%s", one)
              .isEmpty();
        });
  }

  /** Apart from ASCII: all but accented Latin letters and whole letters of the East. */
  private static boolean passes(int point) {
    String bare = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFD);
    boolean accented = bare.charAt(0) < 128 && point < 0x250;
    boolean eastern = EASTERN.contains(Character.UnicodeScript.of(point));
    return point >= 128
        && !accented
        && "ÆæØøÞþÐðßĐđĦħŁłŊŋŒœŦŧー".indexOf(point) < 0
        && !(eastern && Character.isLetter(point) && !isHangulPart(point));
  }

  private static boolean isHangulPart(int point) {
    return Character.UnicodeScript.of(point) == Character.UnicodeScript.HANGUL
        && (point < 0xAC00 || point > 0xD7A3);
  }

  @ParameterizedTest
  @CsvSource({
    "СТОР, \\u{421}\\u{422}\\u{41e}\\u{420}",
    "ＬＯ, \\u{ff2c}\\u{ff2f}",
    "ᴄᴏ, \\u{1d04}\\u{1d0f}",
    "rооt, r\\u{43e}\\u{43e}t",
    "ad\u0131min, ad\\u{131}min",
    "e\u0301, e\\u{301}",
    "a\u3164b\u2800, a\\u{3164}b\\u{2800}",
    "丨 x, \\u{4e28} x",
    "José 本番サーバー 데이터, José 本番サーバー 데이터"
  })
  void showsWhatLooksLikeAnotherLetterAsWhatItIs(String text, String shown) {
    assertThat(SafeText.email(text, 80)).isEqualTo('"' + shown + '"');
    assertThat(SafeText.chat(text, 80)).isEqualTo('`' + shown + '`');
  }

  @Test
  void escapesInACodeSpanWhatIsLiveThereAndNothingElse() {
    assertThat(SafeText.chat("Boto3/1.36.2 md/Botocore#1.36.2 *_~|[]()!", 80))
        .isEqualTo("`Boto3/1.36.2 md/Botocore#1.36.2 *_~|[]()!`");
    assertThat(SafeText.chat("`<!here>&", 80)).isEqualTo("`\\u{60}\\u{3c}!here\\u{3e}\\u{26}`");
  }

  @Test
  void showsTheReaderThatSomethingWasEscapedOrCut() {
    HostileCase.all(
        (one, message) -> {
          String shown = spaceless(asWritten(message.email()));
          if (message.kind() == Message.Kind.ALERT && !shown.contains(spaceless(one.text()))) {
            assertThat(message.email()).as("%s", one).contains("was escaped (\\...) or cut [+n]");
            assertThat(message.email()).as("%s", one).contains("AttributeKey=EventId");
          }
        });
  }

  /** Without the bars before lines, and the brackets around what would make a link. */
  private static String asWritten(String shown) {
    return shown.replaceAll("(?m)^( *)\\| ", "$1").replaceAll("\\[([.:/lL+ ()-]+?)]", "$1");
  }

  private static int whole(int point) {
    return Character.getType(point) == Character.SURROGATE ? 0xFFFD : point;
  }

  /** The note above is for alerts; every other page and line marks the place itself. */
  @Test
  void marksEveryPlaceWhereATextIsNotShownAsItIs() {
    HostileCase.all(
        (one, message) -> {
          String text = spaceless(one.text());
          assertMarked(one, text, message.email(), "\\", "[+");
          String chat = chatTexts(json(message.chat())).collect(Collectors.joining("\n"));
          assertMarked(one, text, chat, "\\", "[+");
          if (one.isNamedInSubject()) {
            assertMarked(one, text, message.subject(), "?", "...");
          }
          if (one.names()) {
            String sms = message.sms().replace('(', '[').replace(')', ']');
            assertMarked(one, text, sms, "?", "...");
          }
        });
  }

  private static String spaceless(String text) {
    return new String(
            text.codePoints().map(HostileTextTest::whole).toArray(),
            0,
            text.codePointCount(0, text.length()))
        .replaceAll("\\s+", "");
  }

  private static void assertMarked(HostileCase one, String text, String shown, String... marks) {
    if (!spaceless(asWritten(shown)).contains(text)) {
      assertThat(shown).as("%s", one).containsAnyOf(marks);
    }
  }

  @Test
  void keepsSubjectsToOneShortLineOfAscii() {
    HostileCase.all(
        (one, message) ->
            assertThat(message.subject())
                .as("%s", one)
                .matches("[A-Za-z0-9][ -~]*")
                .hasSizeLessThan(100));
  }

  @Test
  void keepsTextMessagesToOneLineOfGsmCharacters() {
    HostileCase.all(
        (one, message) ->
            assertThat(message.sms())
                .as("%s", one)
                .matches("[A-Za-z0-9 @$!\"#%&'()*+,./:;<=>?_-]+")
                .hasSizeLessThanOrEqualTo(140));
  }

  @Test
  void leavesNothingLiveInAChat() {
    HostileCase.all(
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
          assertThat(card.at("/content/nextSteps")).as("%s", one).hasSizeBetween(1, 10);
          assertThat(card.at("/content/keywords")).as("%s", one).hasSizeBetween(1, 10);
          chatTexts(card).skip(2).forEach(text -> assertThat(text).hasSizeLessThanOrEqualTo(350));
        });
  }

  static Stream<String> chatTexts(Message message) {
    return chatTexts(json(message.chat()));
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
    card.at("/metadata/additionalContext").forEach(value -> texts.add(value.textValue()));
    texts.add(card.path("id").textValue()).add(card.at("/metadata/threadId").textValue());
    return texts.add(card.at("/metadata/eventType").textValue()).build();
  }

  /** Code spans hold no markup; outside of them there is none, and no text of a caller. */
  private static void assertInert(HostileCase one, String text) {
    assertThat(text).as("%s", one).doesNotContain("<", ">", "&");
    assertThat(text.chars().filter(c -> c == '`').count() % 2).as("%s", one).isZero();
    String outside = text.replaceAll("`[^`\n]*`", "");
    assertThat(outside).as("%s", one).doesNotContain("`", "*", "_", "~", "|", "@", "](");
    assertThat(text.replaceFirst(": https://console\\.aws\\.amazon\\.com/", ""))
        .as("%s", one)
        .doesNotContainPattern(HostileCase.LINK);
  }

  @Test
  void givesMachinesWellFormedFindings() {
    HostileCase.all(
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
    HostileCase.all(
        (one, message) -> {
          assertThat(size(message)).as("%s", one).isLessThan(LARGEST_PUBLISH);
          assertThat(message.attributes().size()).isLessThanOrEqualTo(10);
          message.attributes().forEach(v -> assertThat(v.asText()).isNotBlank());
        });
  }

  /** As SNS counts it: the bodies, and every attribute's name, type and value. */
  private static int size(Message message) {
    StringBuilder all = new StringBuilder(message.bodies());
    message
        .attributes()
        .forEachEntry((name, of) -> all.append(name).append("String").append(of.asText()));
    return all.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
