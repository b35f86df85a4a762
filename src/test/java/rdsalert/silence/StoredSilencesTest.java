package rdsalert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.silence.Exceptions.NOW;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rdsalert.event.Events;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences.Verdict;
import rdsalert.silence.Silences.Verdict.Raised;
import rdsalert.silence.Silences.Verdict.Remark;
import rdsalert.silence.Silences.Verdict.Silenced;

class StoredSilencesTest {
  private static final RuleCatalog RULES = RuleCatalog.packaged();
  private static final DetectionRule RULE = RULES.rules().getFirst();
  private static final ManagementEvent EVENT = Events.read(Events.plain());
  private static final String MARY =
      "{\"userIdentity\": {\"arn\": [\"arn:aws:iam::123456789012:user/mary\"]}}";

  private final Map<String, String> store = new TreeMap<>();
  private boolean down;
  private int reads;

  private final StoredSilences silences = over(Silences.none());

  private StoredSilences over(Silences packaged) {
    return new StoredSilences(
        packaged,
        RULES,
        () -> {
          reads++;
          if (down) {
            throw new IOException("no answer within 300 ms");
          }
          return Map.copyOf(store);
        });
  }

  @Test
  void appliesWhatTheStoreHolds() {
    store.put("mary", Exceptions.covering("mary", MARY));

    assertThat(at(Duration.ZERO)).isInstanceOf(Silenced.class);
  }

  @Test
  void asksAtMostOnceAMinuteAndSeesAChangeThen() {
    assertThat(at(Duration.ZERO)).isInstanceOf(Raised.class);
    store.put("mary", Exceptions.covering("mary", MARY));

    assertThat(at(Duration.ofSeconds(59))).isInstanceOf(Raised.class);
    assertThat(at(Duration.ofMinutes(1))).isInstanceOf(Silenced.class);
    store.clear();
    assertThat(at(Duration.ofMinutes(2))).isInstanceOf(Raised.class);
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void countsOnWhatItLastReadWellForAnHour() {
    store.put("mary", Exceptions.covering("mary", MARY));
    assertThat(at(Duration.ZERO)).isInstanceOf(Silenced.class);
    down = true;

    assertThat(at(Duration.ofMinutes(59))).isInstanceOf(Silenced.class);
    assertThat(at(Duration.ofHours(1))).isEqualTo(unread());
    down = false;
    assertThat(at(Duration.ofMinutes(61))).isInstanceOf(Silenced.class);
  }

  @Test
  void saysInEachAlertThatNoneApplies() {
    down = true;

    assertThat(at(Duration.ZERO)).isEqualTo(unread());
    assertThat(at(Duration.ofSeconds(1))).isEqualTo(unread());
    assertThat(reads).isEqualTo(1);
    assertThat(silences.known().off(NOW))
        .extracting(SilenceStatus.Off::label)
        .containsExactly("Parameter Store");
  }

  @Test
  void keepsThePackagedOnesWhateverTheStoreDoes() {
    down = true;
    StoredSilences both = over(Exceptions.of(Exceptions.covering("mary", MARY)));

    assertThat(both.at(NOW).judge(RULE, EVENT, NOW)).isInstanceOf(Silenced.class);
  }

  @Test
  void switchesOffWhatIsMalformedAndNothingElse() {
    store.put("a", "{\"id\": ");
    store.put("b", Exceptions.covering("packaged", MARY));
    store.put("c", Exceptions.covering("mary", MARY));
    StoredSilences both =
        over(Exceptions.of(Exceptions.covering("packaged", MARY.replace("mary", "bob"))));

    assertThat(both.at(NOW).judge(RULE, EVENT, NOW))
        .isInstanceOfSatisfying(
            Silenced.class, silenced -> assertThat(silenced.by().id()).isEqualTo("mary"));
    assertThat(both.known().off(NOW))
        .extracting(SilenceStatus.Off::why)
        .containsExactlyInAnyOrder(
            "is off: it is not JSON", "is off: an entry before it has the same id");
  }

  @Test
  void keepsNothingInASnapshot() {
    store.put("mary", Exceptions.covering("mary", MARY));
    assertThat(at(Duration.ZERO)).isInstanceOf(Silenced.class);
    down = true;

    silences.forget();

    assertThat(silences.known().isEmpty()).isTrue();
    assertThat(at(Duration.ofSeconds(1))).isEqualTo(unread());
  }

  @Test
  void asksAgainIfTheClockWasPutBack() {
    assertThat(at(Duration.ofHours(2))).isInstanceOf(Raised.class);
    store.put("mary", Exceptions.covering("mary", MARY));

    assertThat(at(Duration.ZERO)).isInstanceOf(Silenced.class);
  }

  private Verdict at(Duration later) {
    return silences.at(NOW.plus(later)).judge(RULE, EVENT, NOW.plus(later));
  }

  private static Raised unread() {
    String why = "No exception of Parameter Store applies: no answer within 300 ms";
    return new Raised(List.of(new Remark(null, why)));
  }
}
