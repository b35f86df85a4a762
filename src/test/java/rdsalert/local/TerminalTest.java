package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        '\t', '\n', '\r', 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x200f, 0x2028, 0x2029, 0x202e, 0xd800,
        0xe000, 0xfeff, 0xe0041
      })
  void showsAMarkForWhatIsNoVisibleCharacter(int point) {
    assertThat(Terminal.oneLine("a" + Character.toString(point) + "b")).isEqualTo("a?b");
  }

  @Test
  void cutsBetweenCharacters() {
    String cut = Terminal.oneLine("a" + Character.toString(0x1f600).repeat(400));

    assertThat(cut.codePoints().mapToObj(Character::getName).distinct())
        .containsExactly("LATIN SMALL LETTER A", "GRINNING FACE", "HORIZONTAL ELLIPSIS");
  }

  @Test
  void cutsNoComplaintThatAPersonWouldRead() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String complaint = "ALERT_CAP must be from 1 to 500; ".repeat(30);

    new Complaints(new PrintStream(err, true, StandardCharsets.UTF_8)).add(complaint);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("rdsalert: " + complaint + System.lineSeparator());
  }
}
