package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rdsalert.alert.HeldAlert;
import rdsalert.testing.FakeLedger;
import rdsalert.testing.TestEvents;

/** What every ledger promises; the fake and the real one are both held to it. */
public abstract class AlertLedgerContract {
  protected static final Instant NOW = Instant.parse("2026-03-01T10:03:00Z");

  /** How long the ledger under test has to remember. */
  protected static final Duration RETENTION = Duration.ofDays(14);

  private static final Instant AFTER_RETENTION = NOW.plus(RETENTION).plusSeconds(1);
  private static final Window WINDOW = Window.at(NOW, Duration.ofMinutes(10));
  private static final Instant LEASE = NOW.plusSeconds(35);
  private static final Instant AFTER_LEASE = LEASE.plusMillis(1);
  private static final Limits LIMITS =
      new Limits(10, 2, 1000, Duration.ofMinutes(10), Duration.ofHours(1));

  private final String rule = "rule-" + UUID.randomUUID();
  private AlertLedger ledger = new FakeLedger();

  @BeforeEach
  void open() {
    ledger = ledger();
  }

  /** The ledger under test; it may hold other rules' entries. */
  protected abstract AlertLedger ledger();

  @Test
  void grantsAnAlertThatNobodyHas() {
    Claim.Granted claim = claimed("e1");

    assertThat(claim.stage()).isEqualTo(Claim.Stage.CLAIMED);
    assertThat(claim.takenOver()).isFalse();
    assertThat(claim.window()).isEqualTo(WINDOW);
    assertThat(claim.raisedAt()).isEqualTo(NOW);
    assertThat(claim.event()).isEqualTo("{\"an\":\"event\"}");
  }

  @Test
  void refusesASecondClaimWhileTheLeaseLives() {
    claimed("e1");

    assertThat(claim("e1", LEASE)).isEqualTo(new Claim.Busy(LEASE));
  }

  @Test
  void letsADeadLeaseBeTakenOverWithTheEventAndTheFirstArrival() {
    Claim.Granted first = claimed("e1");

    Claim.Granted second = (Claim.Granted) claim("e1", AFTER_LEASE);

    assertThat(second.takenOver()).isTrue();
    assertThat(second.token()).isNotEqualTo(first.token());
    assertThat(second.event()).isEqualTo(first.event());
    assertThat(second.raisedAt()).isEqualTo(NOW);
    assertThat(second.window()).isEqualTo(WINDOW);
  }

  @Test
  void refusesEveryWriteOfARunWhoseLeaseWasTakenOver() {
    Claim.Granted first = claimed("e1");
    claim("e1", AFTER_LEASE);

    assertThatThrownBy(() -> ledger.confirm(first, "m", AFTER_LEASE))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> ledger.hold(first, summary("e1"), AFTER_LEASE))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> ledger.postpone(first, OptionalInt.empty(), AFTER_LEASE, null))
        .isInstanceOf(LeaseLostException.class);
  }

  @Test
  void notesAnExceptedAlertOnceAndTellsByWhichException() {
    assertThat(except("e1", "office")).isEqualTo(AlertLedger.Noted.FIRST);
    assertThat(except("e1", "office")).isEqualTo(AlertLedger.Noted.BEFORE);
    assertThat(except("e2", "nightly")).isEqualTo(AlertLedger.Noted.FIRST);

    assertThat(exceptedBy(2)).containsExactlyInAnyOrder("office", "nightly");
    assertThat(exceptedBy(1)).hasSize(1);
    assertThat(dueAt(NOW.plus(Duration.ofDays(13)))).isEmpty();
  }

  @Test
  void exceptsNothingThatWasTakenUpBefore() {
    claimed("e1");
    ledger.confirm(claimed("e2"), "message-1", NOW);

    assertThat(except("e1", "office")).isEqualTo(AlertLedger.Noted.TAKEN_UP);
    assertThat(except("e2", "office")).isEqualTo(AlertLedger.Noted.TAKEN_UP);
    assertThat(exceptedBy(2)).isEmpty();
  }

  @Test
  void letsAnExceptedAlertBeClaimedOnceTheExceptionIsGone() {
    except("e1", "office");

    Claim.Granted claim = claimed("e1");

    assertThat(claim.takenOver()).isFalse();
    assertThat(claim.event()).isEqualTo("{\"an\":\"event\"}");
    assertThat(claim("e1", NOW)).isEqualTo(new Claim.Busy(LEASE));
    assertThat(exceptedBy(2)).isEmpty();
  }

  @Test
  void notesAnExceptedAlertAnewOnceItIsForgotten() {
    except("e1", "office");

    assertThat(except("e1", "nightly", NOW.plus(RETENTION))).isEqualTo(AlertLedger.Noted.BEFORE);
    assertThat(except("e1", "nightly", AFTER_RETENTION)).isEqualTo(AlertLedger.Noted.FIRST);
    assertThat(except("e1", "nightly", AFTER_RETENTION)).isEqualTo(AlertLedger.Noted.BEFORE);
    assertThat(exceptedBy(2)).isEmpty();
    assertThat(exceptedBy(2, windowAt(AFTER_RETENTION))).containsExactly("nightly");
  }

  @Test
  void exceptsAnAlertWhoseDeliveryIsForgotten() {
    ledger.confirm(claimed("e1"), "message-1", NOW);

    assertThat(except("e1", "office", NOW.plus(RETENTION))).isEqualTo(AlertLedger.Noted.TAKEN_UP);
    assertThat(except("e1", "office", AFTER_RETENTION)).isEqualTo(AlertLedger.Noted.FIRST);
    assertThat(exceptedBy(2, windowAt(AFTER_RETENTION))).containsExactly("office");
  }

  @Test
  void forgetsAnAlertOnceItsRetentionIsOver() {
    ledger.confirm(claimed("e1"), "message-1", NOW);

    assertThat(claim("e1", NOW.plus(RETENTION))).isEqualTo(new Claim.AlreadySent());
    assertThat(claim("e1", AFTER_RETENTION)).isInstanceOf(Claim.Granted.class);
  }

  private AlertLedger.Noted except(String eventId, String exceptionId) {
    return except(eventId, exceptionId, NOW);
  }

  private AlertLedger.Noted except(String eventId, String exceptionId, Instant now) {
    return ledger.except(key(eventId), exceptionId, summary(eventId), windowAt(now), now);
  }

  private static Window windowAt(Instant now) {
    return Window.at(now, WINDOW.length());
  }

  private List<String> exceptedBy(int most) {
    return exceptedBy(most, WINDOW);
  }

  private List<String> exceptedBy(int most, Window window) {
    List<String> exceptions = new ArrayList<>();
    ledger.excepted(
        rule,
        window,
        exception -> {
          exceptions.add(exception);
          return exceptions.size() < most;
        });
    return exceptions;
  }

  @Test
  void keepsAWindowApartFromALongerOneThatStartsWithIt() {
    Window longer = new Window(WINDOW.start(), Duration.ofHours(1));
    admitEach("a", 1, 8);
    ledger.announce(claimed("e9"), summary("e9"), WINDOW.end(), NOW);
    Claim.Granted later = (Claim.Granted) ledger.claim(key("later"), "{}", longer, NOW, LEASE);

    assertThat(ledger.admit(later, "a", LIMITS, NOW)).isEqualTo(admitted(1));
    ledger.announce(later, summary("later"), longer.end(), NOW);
    assertThat(dueAt(longer.end()))
        .contains(
            new LedgerKey.ForDigest(rule, WINDOW),
            new LedgerKey.ForDigest(rule, longer),
            new LedgerKey.ForNotice(rule, longer));
  }

  @Test
  void knowsASentAlertForever() {
    Claim.Granted claim = claimed("e1");
    ledger.confirm(claim, "message-1", NOW);

    assertThat(claim("e1", NOW.plus(Duration.ofDays(13)))).isEqualTo(new Claim.AlreadySent());
    assertThat(dueAt(NOW.plus(Duration.ofDays(13)))).isEmpty();
  }

  @Test
  void confirmsTwiceWithoutHarm() {
    Claim.Granted claim = claimed("e1");
    ledger.confirm(claim, "message-1", NOW);
    ledger.confirm(claim, "message-1", NOW);

    assertThat(claim("e1", NOW)).isEqualTo(new Claim.AlreadySent());
  }

  @Test
  void listsAClaimAsDueOnceItsLeaseIsOver() {
    claimed("e1");

    assertThat(dueAt(LEASE.minusMillis(1))).isEmpty();
    assertThat(dueAt(LEASE)).containsExactly(key("e1"));
  }

  @Test
  void keepsAPostponedAlertWithItsPlaceUntilItIsDue() {
    Claim.Granted claim = claimed("e1");
    ledger.postpone(claim, OptionalInt.of(7), NOW.plusSeconds(60), "InternalError");

    assertThat(dueAt(NOW.plusSeconds(59))).isEmpty();
    assertThat(dueAt(NOW.plusSeconds(60))).containsExactly(key("e1"));
    Claim.Granted next = (Claim.Granted) ledger.takeOver(key("e1"), NOW.plusSeconds(1), LEASE);
    assertThat(next.stage()).isEqualTo(Claim.Stage.ADMITTED);
    assertThat(next.number()).hasValue(7);
    assertThat(next.event()).isNotNull();
  }

  @Test
  void takesOverNothingThatIsNotThere() {
    assertThat(ledger.takeOver(key("nobody"), NOW, LEASE)).isEqualTo(new Claim.Gone());
  }

  @Test
  void numbersPlacesFromOneAndKeepsTheReserve() {
    assertThat(admitEach("noisy", 1, 8)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);

    assertThat(admit("e9", "noisy")).isEqualTo(new Admission.Refused(false));
    assertThat(admit("e10", "second")).isEqualTo(admitted(9));
    assertThat(admit("e11", "second")).isEqualTo(new Admission.Refused(false));
    assertThat(admit("e12", "third")).isEqualTo(admitted(10));
    assertThat(admit("e13", "fourth")).isEqualTo(new Admission.Refused(false));
  }

  @Test
  void neverGivesOneAlertTwoPlaces() {
    Claim.Granted claim = claimed("e1");
    ledger.admit(claim, "a", LIMITS, NOW);
    assertThat(ledger.isAdmitted(claim)).isTrue();

    assertThat(ledger.admit(claim, "a", LIMITS, NOW))
        .isEqualTo(new Admission.Admitted(OptionalInt.empty(), true));
    assertThat(admit("e2", "a")).isEqualTo(admitted(2));
  }

  @Test
  void remembersPlacesAndActorsOfALargeWindow() {
    Limits large = new Limits(200, 50, 1000, Duration.ofMinutes(10), Duration.ofHours(1));
    Claim.Granted first = claimed("first");
    ledger.admit(first, "early", large, NOW);
    for (int i = 2; i <= 150; i++) {
      ledger.admit(claimed("e" + i), "noisy", large, NOW);
    }

    assertThat(ledger.isAdmitted(first)).isTrue();
    assertThat(ledger.isAdmitted(claimed("other"))).isFalse();
    assertThat(ledger.admit(claimed("e151"), "early", large, NOW))
        .isEqualTo(new Admission.Refused(false));
    assertThat(ledger.admit(claimed("e152"), "late", large, NOW)).isEqualTo(admitted(151));
  }

  @Test
  void givesAPlaceButNoTurnWhenTheSecondIsUsedUp() {
    Limits slow = new Limits(10, 0, 2, Duration.ofMinutes(10), Duration.ofHours(1));
    ledger.admit(claimed("e1"), "a", slow, NOW);
    ledger.admit(claimed("e2"), "a", slow, NOW);

    assertThat(ledger.admit(claimed("e3"), "a", slow, NOW))
        .isEqualTo(new Admission.Admitted(OptionalInt.of(3), false));
    assertThat(ledger.pace(rule, WINDOW, slow, NOW)).isFalse();
    assertThat(ledger.pace(rule, WINDOW, slow, NOW.plusSeconds(1))).isTrue();
  }

  @Test
  void countsAMovedAlertInItsNewWindow() {
    Claim.Granted claim = claimed("e1");
    Window next = Window.at(WINDOW.end(), WINDOW.length());
    ledger.move(claim, next);

    Claim.Granted again = (Claim.Granted) claim("e1", AFTER_LEASE);
    assertThat(again.window()).isEqualTo(next);
    assertThat(again.raisedAt()).isEqualTo(NOW);
  }

  @Test
  void announcesAWindowOnce() {
    Claim.Granted claim = claimed("e1");
    Instant digestDue = WINDOW.end().plusSeconds(130);
    ledger.announce(claim, summary("e1"), digestDue, NOW);
    ledger.announce(claim, summary("other"), digestDue.plusSeconds(5), NOW.plusSeconds(5));

    LedgerKey notice = new LedgerKey.ForNotice(rule, WINDOW);
    LedgerKey digest = new LedgerKey.ForDigest(rule, WINDOW);
    assertThat(dueAt(NOW)).containsExactly(notice);
    assertThat(dueAt(digestDue)).contains(notice, digest);
    Claim.Granted granted = (Claim.Granted) ledger.takeOver(notice, NOW, LEASE);
    assertThat(granted.firstHeld()).isEqualTo(summary("e1"));
    assertThat(granted.stage()).isEqualTo(Claim.Stage.ADMITTED);
  }

  @Test
  void tellsARefusedAlertThatItsWindowIsAnnounced() {
    admitEach("noisy", 1, 8);
    Claim.Granted claim = claimed("e9");
    ledger.announce(claim, summary("e9"), WINDOW.end(), NOW);

    assertThat(admit("e10", "noisy")).isEqualTo(new Admission.Refused(true));
  }

  @Test
  void showsWhatAWindowHeldInTheOrderOfArrival() {
    for (int i = 1; i <= 3; i++) {
      Instant arrival = NOW.plusMillis(i);
      Claim.Granted claim =
          (Claim.Granted) ledger.claim(key("e" + i), "{}", WINDOW, arrival, LEASE);
      ledger.hold(claim, summary("e" + i), arrival);
      ledger.hold(claim, summary("e" + i), arrival);
    }

    List<HeldAlert> held = new ArrayList<>();
    ledger.held(rule, WINDOW, held::add);
    assertThat(held).containsExactly(summary("e1"), summary("e2"), summary("e3"));
    assertThat(claim("e1", AFTER_LEASE)).isEqualTo(new Claim.AlreadyHeld());
    assertThat(dueAt(NOW.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void holdsNothingForARunWhoseLeaseIsOver() {
    Claim.Granted claim = claimed("e1");

    assertThatThrownBy(() -> ledger.hold(claim, summary("e1"), AFTER_LEASE))
        .isInstanceOf(LeaseLostException.class);
  }

  private Claim.Granted claimed(String eventId) {
    return (Claim.Granted) claim(eventId, NOW);
  }

  private Claim claim(String eventId, Instant now) {
    return ledger.claim(
        key(eventId), "{\"an\":\"event\"}", WINDOW, now, LEASE.plus(Duration.between(NOW, now)));
  }

  private Admission admit(String eventId, String actor) {
    return ledger.admit(claimed(eventId), actor, LIMITS, NOW);
  }

  private List<Integer> admitEach(String actor, int from, int to) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      if (admit("e" + i, actor) instanceof Admission.Admitted(OptionalInt number, boolean _)) {
        numbers.add(number.orElse(0));
      }
    }
    return numbers;
  }

  private static Admission admitted(int number) {
    return new Admission.Admitted(OptionalInt.of(number), true);
  }

  private List<LedgerKey> dueAt(Instant now) {
    List<LedgerKey> due = new ArrayList<>();
    ledger.due(
        now,
        entry -> {
          if (entry.key().ruleId().equals(rule)) {
            due.add(entry.key());
          }
          return true;
        });
    return due;
  }

  private LedgerKey.ForAlert key(String eventId) {
    return new LedgerKey.ForAlert(rule, eventId);
  }

  private static HeldAlert summary(String eventId) {
    return HeldAlert.of(TestEvents.matching(eventId));
  }
}
