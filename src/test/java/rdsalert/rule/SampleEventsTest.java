package rdsalert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rdsalert.testing.Samples;

/** Every file in {@code events/} is judged as its name says. */
class SampleEventsTest {
  private static final DetectionRule RULE = RuleCatalog.packaged().rules().getFirst();

  @ParameterizedTest
  @MethodSource("files")
  void areJudgedAsTheirNamesSay(Path file) {
    assertThat(RULE.pattern().matches(Samples.read(file))).isEqualTo(Samples.isHit(file));
  }

  @Test
  void haveEventIdsOfTheirOwn() throws IOException {
    Set<String> ids = new HashSet<>();
    for (Path file : Samples.files().toList()) {
      assertThat(ids.add(Samples.read(file).eventId())).as(Samples.name(file)).isTrue();
    }
  }

  static Stream<Path> files() throws IOException {
    return Samples.files();
  }
}
