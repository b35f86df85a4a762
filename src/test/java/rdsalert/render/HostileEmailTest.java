package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** No text that a caller chose makes a line of an email pass for one of ours. */
class HostileEmailTest {
  /** The first two may be as wide as a command. */
  private static final int HEADLINES = 2;

  @Test
  void putsOnlyOurOwnHeadingsAtTheLeftEdgeOfAnEmail() {
    HostileCase.all(
        (one, message) -> {
          String ours = one.ours();
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

  @Test
  void beginsNoOtherLineOfAnEmailLikeAHeadingEvenWithoutItsIndent() {
    HostileCase.all(
        (one, message) -> {
          List<String> ours = List.of(one.ours().split(" ", -1));
          assertThat(message.email().lines())
              .as("%s", one)
              .allMatch(
                  line ->
                      !line.startsWith(" ") || !ours.contains(line.strip().split("[ :]", 2)[0]));
        });
  }

  /** Words of another's text, as many as make every width stand at the end of a line once. */
  @Test
  void beginsNoLineOfAnEmailWithAnothersTextButBehindABar() {
    for (int first = 1; first < 76; first++) {
      String text = "z".repeat(first) + " zq1 zq2 zq3 zq4 zq5 zq6 zq7 zq8 zq9 zq10 zq11 zq12 zq13";
      List<Message> messages = HostileCorpus.messages(text).toList();
      for (Message message : messages) {
        List<String> planted =
            message.email().lines().filter(line -> line.matches(" *\"?z[zq].*")).toList();
        assertThat(planted).as("after %d letters", first).isEmpty();
      }
      for (Message.Kind kind : messages.stream().map(Message::kind).distinct().toList()) {
        assertThat(
                messages.stream()
                    .filter(message -> message.kind() == kind)
                    .flatMap(message -> message.email().lines()))
            .as("%s after %d letters", kind, first)
            .anyMatch(line -> line.matches(" +\\| .*"));
      }
    }
  }

  @Test
  void beginsNoLineOfOursWithABar() {
    for (Message message : HostileCorpus.messages("x").toList()) {
      assertThat(message.email()).doesNotContainPattern("(?m)^ *\\|(?! x)");
    }
  }

  @Test
  void keepsEveryInvisibleOrSteeringCharacterOutOfAnEmail() {
    HostileCase.all(
        (one, message) ->
            assertThat(message.email().codePoints().filter(HostileEmailTest::steers).toArray())
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
    HostileCase.all(
        (one, message) -> {
          assertThat(message.email().lines().limit(HEADLINES))
              .as("%s", one)
              .allMatch(line -> line.length() <= 120);
          assertThat(message.email().lines().skip(HEADLINES))
              .as("%s", one)
              .allMatch(
                  line ->
                      line.length() <= 76
                          || (line.length() <= 120 && line.startsWith("    "))
                          || line.matches(" {6}(--\\S+ )?('.*'|\\S+)( \\\\)?")
                          || line.matches(" {8}\"userIdentity\": \\S+")
                          || line.matches("(RULE|ALSO) {5}.{1,111}")
                          || line.matches("(WHO {6}| {9})\\S{1,111}")
                          || line.matches(
                              "( {9}|CONSOLE {2}|ALERT {4}|NOTICE {3}|DIGEST {3})\\S+"));
        });
  }

  @Test
  void makesNoLinkOfACallersTextInAnEmail() {
    HostileCase.all(
        (one, message) ->
            assertThat(message.email().lines().filter(HostileEmailTest::links))
                .as("%s", one)
                .allMatch(
                    line -> line.matches("(CONSOLE {2}| {9})https://(docs|console)\\.aws\\.\\S+")));
  }

  private static boolean links(String line) {
    return HostileCase.LINK.matcher(line).find();
  }
}
