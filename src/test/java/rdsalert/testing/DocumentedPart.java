package rdsalert.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a document that a test makes, between two comments that name it; {@code -DupdateGolden}
 * writes it.
 */
public record DocumentedPart(Path document, String name) {
  public static DocumentedPart of(String document, String name) {
    return new DocumentedPart(Path.of(document), name);
  }

  /** The block between fences that begins so, language included, in a document's text. */
  public static String block(String text, String start) {
    int from = text.indexOf("```" + start);
    assertThat(from).as("a block ```%s", start).isNotNegative();
    return text.substring(text.indexOf('\n', from) + 1, text.indexOf("```", from + 3));
  }

  public void checkOrUpdate(String text) throws IOException {
    String all = Files.readString(document);
    String begin = "<!-- " + name + ": made by a test -->\n";
    int from = all.indexOf(begin) + begin.length();
    int to = all.indexOf("<!-- end -->", from);
    assertThat(from)
        .as("%s has no part '%s'", document, name)
        .isGreaterThanOrEqualTo(begin.length());
    if (System.getProperty("updateGolden") != null) {
      Files.writeString(document, all.substring(0, from) + "\n" + text + "\n" + all.substring(to));
    } else {
      assertThat(all.substring(from, to).strip()).isEqualTo(text.strip());
    }
  }
}
