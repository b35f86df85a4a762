package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that docs/promises.md names is there, so that no promise rests on nothing. */
class PromisesTest {
  private static final Path PAGE = Path.of("docs", "promises.md");
  private static final Path TESTS = Path.of("src", "test", "java");
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z]\\w+(?:Test|IT|Contract))(?:\\.(\\w+))?`");

  @Test
  void nameTestsThatExist() throws IOException {
    Map<String, String> sources = sources();
    List<String> missing =
        NAMED
            .matcher(Files.readString(PAGE))
            .results()
            .filter(
                named -> {
                  String source = sources.getOrDefault(named.group(1), "");
                  String method = named.group(2);
                  return source.isEmpty() || (method != null && !source.contains(method + "("));
                })
            .map(named -> named.group())
            .toList();

    assertThat(missing).isEmpty();
  }

  @Test
  void nameATestInEachRow() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.startsWith("| if"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(rows).hasSizeGreaterThan(30).allMatch(row -> NAMED.matcher(row).find());
  }

  private static Map<String, String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .collect(
              Collectors.toMap(
                  file -> String.valueOf(file.getFileName()).replace(".java", ""),
                  PromisesTest::read,
                  (one, other) -> one + other));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
  }
}
