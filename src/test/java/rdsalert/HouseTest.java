package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCodeUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Packages, files and signatures stay small enough to be read. */
class HouseTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final int MOST_FILES = 20;
  private static final int MOST_LINES = 250;
  private static final int MOST_PARAMETERS = 8;

  @Test
  void hasNoPackageOfManyFiles() throws IOException {
    Map<Path, Long> files =
        sources().stream()
            .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));

    assertThat(files)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            (folder, count) -> assertThat(count).as("%s", folder).isLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void hasNoLongFile() throws IOException {
    for (Path file : sources()) {
      assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(MOST_LINES);
    }
  }

  @Test
  void hasNoLongListOfParametersOrComponents() {
    List<String> tooLong =
        House.CODE.stream()
            .filter(type -> !type.isEnum())
            .flatMap(type -> type.getCodeUnits().stream())
            .filter(HouseTest::isWritten)
            .filter(unit -> unit.getRawParameterTypes().size() > MOST_PARAMETERS)
            .map(JavaCodeUnit::getFullName)
            .sorted()
            .toList();

    assertThat(tooLong).isEmpty();
  }

  private static boolean isWritten(JavaCodeUnit unit) {
    return !unit.getName().startsWith("lambda$");
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
