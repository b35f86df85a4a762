package rdsalert.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.testing.Samples;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** EventBridge and the function judge every sample alike. */
@Tag("containers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventBridgePatternIT {
  private static final DetectionRule RULE = RuleCatalog.packaged().rules().getFirst();

  private LocalStack localStack;
  private EventBridgeClient client;

  @BeforeAll
  void start() {
    localStack = LocalStack.start();
    client = localStack.configure(EventBridgeClient.builder()).build();
  }

  @AfterAll
  void stop() {
    client.close();
    localStack.close();
  }

  @ParameterizedTest
  @MethodSource("files")
  void agreesOn(Path file) throws IOException {
    String event = Files.readString(file);

    boolean delivered =
        client
            .testEventPattern(
                test -> test.event(event).eventPattern(RULE.pattern().json().toString()))
            .result();

    assertThat(delivered)
        .isEqualTo(RULE.pattern().matches(Samples.read(file)))
        .isEqualTo(Samples.isHit(file));
  }

  static Stream<Path> files() throws IOException {
    return Samples.files();
  }
}
