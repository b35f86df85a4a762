package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.guard.Guard.Surroundings;
import rdsalert.local.LocalLedger;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * The ledger keeps the settings that people know of, and of two sweeps that change them one does.
 */
class NotedSettingsTest {
  private static final LocalLedger DATABASE = LocalLedger.start();
  private static final Map<String, String> USUAL = Map.of("AlertCap", "100", "RulesOff", "");
  private static final Map<String, String> QUIET = Map.of("AlertCap", "1", "RulesOff", "");

  @AfterAll
  static void stop() {
    DATABASE.close();
  }

  @Test
  void keepsThem() {
    DATABASE.client().createTable(LocalLedger.tableNamed("noted"));
    Surroundings ledger =
        new AwsSurroundings(new NoSns(), DATABASE.client(), Map.of(Topic.ALERTS, "none"), "noted");

    assertThat(ledger.noted()).isEmpty();
    ledger.note(USUAL);
    assertThat(ledger.noted()).isEqualTo(USUAL);

    ledger.note(QUIET);
    assertThat(ledger.noted()).isEqualTo(QUIET);
  }

  /** Nobody is asked. */
  private static final class NoSns implements SnsClient {
    @Override
    public String serviceName() {
      return "sns";
    }

    @Override
    public void close() {}
  }
}
