package rdsalert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import rdsalert.yaml.YamlFile;

/** The JSON Schema of a rule file, which editors use. */
class RuleSchemaTest {
  private static final Path SCHEMA = Path.of("src/main/resources/rdsalert/local/rule.schema.json");
  private static final String PACKAGED =
      "src/main/resources/rdsalert/rules/rds-db-security-group-created.yaml";
  private static final Set<String> SHARED =
      Set.of("attack.yaml", "packs.yaml", "steps.yaml", "words.yaml");

  static Stream<Path> rules() throws IOException {
    return Stream.of("src/main/resources/rdsalert/rules", "src/test/resources/rules")
        .flatMap(folder -> Stream.of(Objects.requireNonNull(new File(folder).listFiles())))
        .filter(file -> file.getName().endsWith(".yaml") && !SHARED.contains(file.getName()))
        .map(File::toPath);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void takesEveryRule(Path file) throws IOException {
    assertThat(faults(Files.readString(file))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          severity: low            | severity: grave
          severity: low            | severty: low
          risk: 21                 | risk: 101
          version: 207             | version: 0
          version: 207             | version: 1.5
          TA0003/T1136.003         | T1136
          source: [aws.rds]        | source: aws.rds
          eventName:               | eventNames:
          bearing: better          | bearing: good
          GROUP: >-                | group: >-
          for-each: members        | for-all: members
          aws: rds delete-db-security-group | aws: rds
          investigate:             | look:
          otherwise: "[all-groups]" | otherwise: "See {group}. [all-groups]"
          name: AWS RDS Security Group Creation | name: ""
          """)
  void refusesWhatTheReaderRefuses(String right, String wrong) throws IOException {
    String file = Files.readString(Path.of(PACKAGED));
    assertThat(file).contains(right);

    assertThat(faults(file.replace(right, wrong))).isNotEmpty();
  }

  @Test
  void knowsTheSameKeysAsTheReader() throws IOException {
    Set<String> known = new TreeSet<>();
    YamlFile.read(Files.readString(SCHEMA)).get("properties").map().keySet().forEach(known::add);

    assertThat(known).isEqualTo(new TreeSet<>(RuleReader.KEYS));
  }

  private static List<String> faults(String yaml) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA));
    String json = YamlFile.read(yaml).json().toString();
    return schema.validate(json, InputFormat.JSON).stream().map(Error::getMessage).toList();
  }
}
