package rdsalert.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rdsalert.aws.SnsAlertPublisher.TwoTopics;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.guard.Guard.Surroundings;
import rdsalert.guard.SampleMessages.Place;
import rdsalert.render.Message;
import rdsalert.rule.RuleCatalog;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.Template;

/** People are told which settings have changed, once, by both topics, whichever way it came. */
class KnownSettingsTest {
  private static final Place PLACE = Place.of("arn:aws:sns:eu-central-1:123456789012:alerts");

  private final SettableClock clock = SettableClock.atWindowStart();
  private final RecordingPublisher alerts = new RecordingPublisher();
  private final RecordingPublisher watch = new RecordingPublisher();
  private final Ledger ledger = new Ledger();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void deployed() {
    environment.putAll(Map.of("ALERT_CAP", "100", "NEW_ACTOR_RESERVE_PERCENT", "20"));
    environment.putAll(Map.of("EXCEPTIONS_FILE", "", "LEDGER_TABLE", "ledger"));
    assertThat(look()).isEmpty();
  }

  @Test
  void onlyNotesThemAfterTheFirstDeployment() {
    assertThat(alerts.published()).isEmpty();
    assertThat(ledger.noted)
        .containsOnlyKeys("AlertCap", "NewActorReservePercent", "ExceptionsFile", "LedgerTable")
        .containsEntry("AlertCap", "100");
  }

  @Test
  void tellsBothTopicsOnceWhatChangedFromWhatToWhat() {
    environment.putAll(Map.of("ALERT_CAP", "1", "NEW_ACTOR_RESERVE_PERCENT", "0"));

    assertThat(look())
        .containsExactly(
            "setting AlertCap: from '100' to '1'",
            "setting NewActorReservePercent: from '20' to '0'");
    assertThat(look()).isEmpty();

    assertThat(alerts.published()).hasSize(1);
    assertThat(watch.published()).isEqualTo(alerts.published());
    Message told = alerts.published().getFirst();
    assertThat(told.kind()).isEqualTo(Message.Kind.SETTINGS);
    assertThat(told.subject())
        .isEqualTo(
            "Settings of RDS alerts changed in 123456789012 eu-central-1: AlertCap from 100 to 1, NewActorRes...");
    assertThat(told.email())
        .contains("CHANGED  AlertCap from 100 to 1\n")
        .contains("         NewActorReservePercent from 20 to 0\n");
  }

  @Test
  void tellsOfASettingThatIsNoLongerSetAndOfOneThatWasNot() {
    environment.put("ALERT_CAP", "");
    environment.put("EXCEPTIONS_FILE", "/opt/exceptions.json");

    look();

    assertThat(alerts.published().getFirst().email())
        .contains("AlertCap from 100 to (empty)")
        .contains("ExceptionsFile from (empty) to /opt/exceptions.json");
  }

  @Test
  void staysSilentOfASettingThatAVersionBrings() {
    ledger.noted.remove("NewActorReservePercent");

    assertThat(look()).isEmpty();
    assertThat(alerts.published()).isEmpty();
    assertThat(ledger.noted).containsKey("NewActorReservePercent");
  }

  @Test
  void isContentIfOneTopicTakesIt() {
    alerts.failingForGood("KMSDisabled");
    environment.put("ALERT_CAP", "1");

    assertThat(look()).hasSize(1);
    assertThat(look()).isEmpty();
    assertThat(watch.published()).hasSize(1);
  }

  @Test
  void tellsWithTheNextLookWhatNoTopicTook() {
    alerts.failingForGood("NotFound");
    watch.failingForGood("NotFound");
    environment.put("ALERT_CAP", "1");
    Guard guard = guard();

    assertThat(guard.look(() -> Duration.ofMinutes(3)).orElseThrow().said())
        .singleElement()
        .asString()
        .startsWith("not known whether people were told which settings have changed");
    clock.advance(Duration.ofMinutes(50));
    assertThat(guard.look(() -> Duration.ofMinutes(3)).orElseThrow().said()).hasSize(1);

    assertThat(alerts.published()).hasSize(1);
    assertThat(watch.published()).hasSize(1);
  }

  /** A look that finds something else unknown is repeated by each sweep. */
  @Test
  void tellsEveryFiftyMinutesWhatMayHaveBeenTakenUntilATopicAnswers() {
    alerts.losingAnswers(2);
    watch.losingAnswers(2);
    ledger.fault = new IllegalStateException("throttled");
    environment.put("ALERT_CAP", "1");
    Guard guard = guard();

    for (int sweep = 0; sweep < 20; sweep++) {
      guard.look(() -> Duration.ofMinutes(3));
      clock.advance(Duration.ofMinutes(5));
    }
    assertThat(alerts.published()).hasSize(2);
    assertThat(watch.published()).hasSize(2);
    assertThat(ledger.noted).containsEntry("AlertCap", "100");

    for (int sweep = 0; sweep < 20; sweep++) {
      guard.look(() -> Duration.ofMinutes(3));
      clock.advance(Duration.ofMinutes(5));
    }
    assertThat(alerts.published()).hasSize(3);
    assertThat(ledger.noted).containsEntry("AlertCap", "1");
  }

  /** An alias may go to another version and come back while the first one's process is there. */
  @Test
  void tellsOfAChangeThatWasTakenBackAndIsMadeAgain() {
    environment.put("ALERT_CAP", "1");
    Guard guard = guard();
    guard.look(() -> Duration.ofMinutes(3));
    assertThat(ledger.noted).containsEntry("AlertCap", "1");

    ledger.noted.put("AlertCap", "100");
    clock.advance(Duration.ofMinutes(50));
    guard.look(() -> Duration.ofMinutes(3));

    assertThat(alerts.published()).hasSize(2);
    assertThat(ledger.noted).containsEntry("AlertCap", "1");
  }

  @Test
  void repeatsItOnceALookWhereTheNoteCannotBeWritten() {
    ledger.writable = false;
    environment.put("ALERT_CAP", "1");
    Guard guard = guard();

    for (int sweep = 0; sweep < 10; sweep++) {
      guard.look(() -> Duration.ofMinutes(3));
      clock.advance(Duration.ofMinutes(5));
    }

    assertThat(alerts.published()).hasSize(1);
    assertThat(watch.published()).hasSize(1);
  }

  /** Only the functions write to the ledger; but nothing hangs on it. */
  @Test
  void showsNothingOfANoteButWords() {
    ledger.noted.put("AlertCap", "<!channel> see https://evil.com/\nEVENT x");

    look();

    assertThat(alerts.published().getFirst().bodies())
        .contains("AlertCap from ??channel??see?https[://]evil[.]com/?EVENT?x to 100")
        .doesNotContain("<!channel>")
        .doesNotContain("//evil")
        .doesNotContain("evil.com");
  }

  /** A look of a version that has just started. */
  private List<String> look() {
    return guard().look(() -> Duration.ofMinutes(3)).orElseThrow().said();
  }

  private Guard guard() {
    TwoTopics topics = new TwoTopics(alerts, watch, Set.of());
    return new Guard(
        ledger,
        SampleMessages.of(RuleCatalog.packaged().rules(), PLACE),
        PLACE.table("ledger"),
        new KnownSettings(environment, PLACE, topics),
        clock);
  }

  /** Where all else is well. */
  private static final class Ledger implements Surroundings {
    private Map<String, String> noted = new HashMap<>();
    private boolean writable = true;
    private @Nullable RuntimeException fault;

    @Override
    public Subscriptions subscriptions(Topic topic) {
      if (fault != null) {
        throw fault;
      }
      return new Subscriptions(List.of("somebody"), 0);
    }

    @Override
    public Map<String, String> attributes(String subscription) {
      return Map.of();
    }

    @Override
    public Optional<String> policy(String table) {
      return Optional.of(
          Template.properties("Ledger").at("/ResourcePolicy/PolicyDocument").toString());
    }

    @Override
    public Map<String, String> noted() {
      return Map.copyOf(noted);
    }

    @Override
    public void note(Map<String, String> settings) {
      if (!writable) {
        throw new IllegalStateException("cannot be written");
      }
      noted = new HashMap<>(settings);
    }
  }
}
