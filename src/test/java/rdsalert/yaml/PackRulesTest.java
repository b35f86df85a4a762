package rdsalert.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build packs every rule as it is written, and none that is wrong. */
class PackRulesTest {
  private static final Path RULES = Path.of("src/main/resources/rdsalert/rules");
  private static final String CORE = "rds-db-security-group-created";

  @TempDir private Path written;
  @TempDir private Path packed;

  @BeforeEach
  void copyTheRules() throws IOException {
    for (Path file : list(RULES)) {
      Files.copy(file, written.resolve(file.getFileName()));
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void packsEveryFile() throws IOException {
    PackRules.pack(written, packed);

    assertThat(list(packed).stream().map(file -> file.getFileName().toString()))
        .containsExactlyElementsOf(
            list(RULES).stream().map(file -> file.getFileName() + ".json").toList());
    assertThat(packed.resolve(CORE + ".yaml.json"))
        .content()
        .isEqualTo(YamlFile.read(Files.readString(RULES.resolve(CORE + ".yaml"))).json().toString())
        .contains("\"version\":207,");
  }

  /** Another build of the same checkout, or its tests, may be reading them. */
  @Test
  void leavesAloneWhatIsAsItWas() throws IOException {
    PackRules.pack(written, packed);
    for (Path file : list(packed)) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }
    change(CORE, "severity: low", "severity: high");

    PackRules.pack(written, packed);

    List<Path> changed = new ArrayList<>();
    for (Path file : list(packed)) {
      if (Files.getLastModifiedTime(file).toMillis() > 0) {
        changed.add(file);
      }
    }
    assertThat(changed).containsExactly(packed.resolve(CORE + ".yaml.json"));
  }

  @Test
  void refusesARuleThatIsWrongByFileAndLine() throws IOException {
    change(CORE, "severity: low", "severity: grave");

    assertThatThrownBy(() -> PackRules.pack(written, packed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "rule rds-db-security-group-created.yaml: line 6: severity: must be one of low,"
                + " medium, high, critical but is grave");
  }

  /** With both no function would start. */
  @Test
  void refusesTwoRulesOfOneId() throws IOException {
    change("db-born-public", "id: db-born-public", "id: db-data-api-enabled");

    assertThatThrownBy(() -> PackRules.pack(written, packed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rule db-")
        .hasMessageContaining(": id: db-data-api-enabled is that of db-");
  }

  @Test
  void refusesAFileThatIsNoYamlByFileAndLine() throws IOException {
    change("steps", "rights:", "rights: [");

    assertThatThrownBy(() -> PackRules.pack(written, packed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("rule steps\\.yaml: line \\d+: not YAML: .*");
  }

  private void change(String name, String right, String wrong) throws IOException {
    Path file = written.resolve(name + ".yaml");
    String content = Files.readString(file);
    assertThat(content).contains(right);
    Files.writeString(file, content.replaceFirst(right, wrong.replace("[", "\\[")));
  }
}
