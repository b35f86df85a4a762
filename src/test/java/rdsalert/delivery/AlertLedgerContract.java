package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.Claim.Tries;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.LeaseLostException;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Window.Limits;
import rdsalert.testing.FakeLedger;
import rdsalert.testing.TestEvents;
import rdsalert.testing.TestRules;

/** What every ledger promises; the fake and the real one are both held to it. */
public abstract class AlertLedgerContract {
  protected static final Instant NOW = Instant.parse("2026-03-01T10:03:00Z");

  /** How long the ledger under test has to remember. */
  protected static final Duration RETENTION = Duration.ofDays(14);

  protected static final Window WINDOW = Window.at(NOW, Duration.ofMinutes(10));

  /** What is known of an alert before an exception silences it, and after. */
  private static final Claim NEW = new Claim.Gone();

  private static final Claim EXCEPTED = new Claim.Done(Outcome.Earlier.EXCEPTED);

  private static final Instant AFTER_RETENTION = NOW.plus(RETENTION).plusSeconds(1);
  private static final Instant LEASE = NOW.plusSeconds(35);
  private static final Instant AFTER_LEASE = LEASE.plusMillis(1);
  private static final Limits LIMITS = limits(10, 0, 1000);

  private AlertLedger ledger = new FakeLedger();

  @BeforeEach
  void open() {
    ledger = ledger();
  }

  /** An empty ledger to test. */
  protected abstract AlertLedger ledger();

  // ---- claims ----

  @Test
  void grantsAnAlertThatNobodyHas() {
    Claim.Granted claim = claimed("e1");

    assertThat(claim.takenOver()).isFalse();
    assertThat(claim.tries()).isEqualTo(Tries.NONE);
    assertThat(claim.raisedAt()).isEqualTo(NOW);
    assertThat(claim.content().event()).isEqualTo("{\"an\":\"event\"}");
  }

  @Test
  void refusesASecondClaimAndTellsUntilWhenTheFirstHasIt() {
    claimed("e1");

    assertThat(claim("e1", NOW)).isEqualTo(new Claim.Open(LEASE, LEASE, false));
    assertThat(takeOver("e1", LEASE)).isEqualTo(new Claim.Open(LEASE, LEASE, false));
  }

  @Test
  void letsADeadLeaseBeTakenOverWithTheEventAndTheFirstArrival() {
    Claim.Granted first = claimed("e1");

    Claim.Granted second = (Claim.Granted) takeOver("e1", AFTER_LEASE);

    assertThat(second.takenOver()).isTrue();
    assertThat(second.token()).isNotEqualTo(first.token());
    assertThat(second.content()).isEqualTo(first.content());
    assertThat(second.raisedAt()).isEqualTo(NOW);
  }

  @Test
  void refusesEveryWriteOfARunWhoseLeaseWasTakenOver() {
    Claim.Granted first = claimed("e1");
    takeOver("e1", AFTER_LEASE);

    refuses(() -> ledger.confirm(first, "m", AFTER_LEASE));
    refuses(() -> ledger.hold(first, WINDOW, summary("e1"), AFTER_LEASE));
    refuses(() -> ledger.postpone(first, AFTER_LEASE));
    refuses(() -> ledger.announceTry(first, Tries.NONE.with(AFTER_LEASE)));
  }

  private static void refuses(Runnable write) {
    assertThatThrownBy(write::run).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void knowsASentAlertUntilItsRetentionIsOver() {
    ledger.confirm(claimed("e1"), "message-1", NOW);

    assertThat(claim("e1", NOW.plus(RETENTION))).isEqualTo(new Claim.Done(Outcome.Earlier.SENT));
    assertThat(dueAt(NOW.plus(RETENTION))).isEmpty();
    assertThat(claim("e1", AFTER_RETENTION)).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void confirmsTwiceWithoutHarm() {
    Claim.Granted claim = claimed("e1");
    ledger.confirm(claim, "message-1", NOW);
    ledger.confirm(claim, "message-1", NOW);

    assertThat(claim("e1", NOW)).isEqualTo(new Claim.Done(Outcome.Earlier.SENT));
    assertThat(ledger.isOut(key("e1"))).isTrue();
  }

  @Test
  void listsAClaimAsDueOnceItsLeaseIsOver() {
    claimed("e1");

    assertThat(dueAt(LEASE.minusMillis(1))).isEmpty();
    assertThat(dueAt(LEASE)).containsExactly(key("e1"));
  }

  @Test
  void keepsAPostponedAlertUntilItIsDue() {
    Claim.Granted claim = claimed("e1");
    ledger.postpone(claim, NOW.plusSeconds(60));

    assertThat(dueAt(NOW.plusSeconds(59))).isEmpty();
    assertThat(dueAt(NOW.plusSeconds(60))).containsExactly(key("e1"));
    Claim.Granted next = (Claim.Granted) takeOver("e1", NOW.plusSeconds(1));
    assertThat(next.tries()).isEqualTo(Tries.NONE);
    assertThat(next.content().event()).isNotNull();
  }

  @Test
  void remembersAsLongAsEverWhatIsTriedAgainAndAgain() {
    Instant late = NOW.plus(RETENTION);
    claimed("waits");
    ledger.postpone((Claim.Granted) takeOver("waits", late), late);
    claimed("perhaps");
    ledger.announceTry((Claim.Granted) takeOver("perhaps", late), new Tries(1, late));

    assertThat(claim("waits", AFTER_RETENTION)).isInstanceOf(Claim.Open.class);
    assertThat(claim("perhaps", AFTER_RETENTION.plusSeconds(60))).isInstanceOf(Claim.Open.class);
  }

  @Test
  void takesOverNothingThatIsNotThere() {
    assertThat(takeOver("nobody", NOW)).isEqualTo(new Claim.Gone());
  }

  // ---- perhaps sent ----

  @Test
  void leavesWhatWasPerhapsSentAloneUntilItIsDue() {
    Claim.Granted claim = claimed("e1");
    ledger.announceTry(claim, Tries.NONE.with(NOW));
    Instant due = NOW.plus(Duration.ofMinutes(10));

    assertThat(claim("e1", AFTER_LEASE)).isEqualTo(new Claim.Open(LEASE, due, true));
    assertThat(takeOver("e1", AFTER_LEASE)).isEqualTo(new Claim.Open(LEASE, due, true));
    assertThat(ledger.isOut(key("e1"))).isTrue();
    assertThat(dueAt(due.minusMillis(1))).isEmpty();
    assertThat(dueAt(due)).containsExactly(key("e1"));
    Claim.Granted next = (Claim.Granted) takeOver("e1", due);
    assertThat(next.tries()).isEqualTo(new Tries(1, NOW));
    assertThat(next.content().event()).isNotNull();
  }

  @Test
  void takesBackATryThatWasSurelyNotTaken() {
    Claim.Granted claim = claimed("e1");
    ledger.announceTry(claim, Tries.NONE.with(NOW));
    ledger.postpone(claim, NOW.plusSeconds(1));

    Claim.Granted next = (Claim.Granted) takeOver("e1", NOW.plusSeconds(1));
    assertThat(next.tries()).isEqualTo(Tries.NONE);
  }

  @Test
  void keepsEarlierTriesWhenALaterOneIsTakenBack() {
    ledger.announceTry(claimed("e1"), Tries.NONE.with(NOW));
    Instant due = NOW.plus(Duration.ofMinutes(10));
    Claim.Granted second = (Claim.Granted) takeOver("e1", due);
    ledger.announceTry(second, second.tries().with(due));
    ledger.postpone(second, due.plusSeconds(300));

    assertThat(takeOver("e1", due.plusSeconds(200))).isInstanceOf(Claim.Open.class);
    Claim.Granted third = (Claim.Granted) takeOver("e1", due.plusSeconds(300));
    assertThat(third.tries()).isEqualTo(new Tries(1, NOW));
  }

  /** As a call of a run that saw no answer to it, called again, and then went on. */
  @Test
  void takesNoAnnouncementThatArrivesAfterItsRunWasDone() {
    Claim.Granted sent = claimed("sent");
    ledger.announceTry(sent, Tries.NONE.with(NOW));
    ledger.confirm(sent, "message-1", NOW);
    Claim.Granted held = claimed("held");
    ledger.hold(held, WINDOW, summary("held"), NOW);
    Claim.Granted waits = claimed("waits");
    ledger.postpone(waits, NOW.plusSeconds(1));

    List.of(sent, held, waits)
        .forEach(claim -> refuses(() -> ledger.announceTry(claim, Tries.NONE.with(NOW))));

    assertThat(claim("sent", NOW)).isEqualTo(new Claim.Done(Outcome.Earlier.SENT));
    assertThat(claim("held", NOW)).isEqualTo(new Claim.Done(Outcome.Earlier.HELD));
    assertThat(takeOver("waits", NOW.plusSeconds(1))).isInstanceOf(Claim.Granted.class);
  }

  // ---- exceptions ----

  @Test
  void notesAnExceptedAlertOnceAndTellsByWhichException() {
    assertThat(except("e1", "office", NOW)).isEqualTo(NEW);
    assertThat(except("e1", "office", NOW)).isEqualTo(EXCEPTED);
    assertThat(except("e2", "nightly", NOW)).isEqualTo(NEW);

    assertThat(exceptedBy(2, WINDOW)).containsExactlyInAnyOrder("office", "nightly");
    assertThat(exceptedBy(1, WINDOW)).hasSize(1);
    assertThat(dueAt(NOW.plus(Duration.ofDays(13)))).isEmpty();
  }

  @Test
  void exceptsNothingThatWasTakenUpBefore() {
    claimed("e1");
    ledger.confirm(claimed("e2"), "message-1", NOW);

    assertThat(except("e1", "office", NOW)).isInstanceOf(Claim.Open.class);
    assertThat(except("e2", "office", NOW)).isEqualTo(new Claim.Done(Outcome.Earlier.SENT));
    assertThat(exceptedBy(2, WINDOW)).isEmpty();
  }

  @Test
  void letsAnExceptedAlertBeClaimedOnceTheExceptionIsGone() {
    except("e1", "office", NOW);

    Claim.Granted claim = claimed("e1");

    assertThat(claim.takenOver()).isFalse();
    assertThat(claim.content().event()).isEqualTo("{\"an\":\"event\"}");
    assertThat(claim("e1", NOW)).isInstanceOf(Claim.Open.class);
    assertThat(exceptedBy(2, WINDOW)).isEmpty();
  }

  @Test
  void notesAnExceptedAlertAnewOnceItIsForgotten() {
    except("e1", "office", NOW);

    assertThat(except("e1", "nightly", NOW.plus(RETENTION))).isEqualTo(EXCEPTED);
    assertThat(except("e1", "nightly", AFTER_RETENTION)).isEqualTo(NEW);
    assertThat(except("e1", "nightly", AFTER_RETENTION)).isEqualTo(EXCEPTED);
    assertThat(exceptedBy(2, WINDOW)).isEmpty();
    assertThat(exceptedBy(2, windowAt(AFTER_RETENTION))).containsExactly("nightly");
  }

  @Test
  void exceptsAnAlertWhoseDeliveryIsForgotten() {
    ledger.confirm(claimed("e1"), "message-1", NOW);

    assertThat(except("e1", "office", NOW.plus(RETENTION)))
        .isEqualTo(new Claim.Done(Outcome.Earlier.SENT));
    assertThat(except("e1", "office", AFTER_RETENTION)).isEqualTo(NEW);
    assertThat(exceptedBy(2, windowAt(AFTER_RETENTION))).containsExactly("office");
  }

  // ---- places ----

  @Test
  void numbersPlacesFromOneUpToTheCap() {
    List<Optional<OptionalInt>> admissions =
        IntStream.rangeClosed(1, 12).mapToObj(i -> admit("e" + i, "noisy", LIMITS)).toList();

    assertThat(admissions.subList(0, 10))
        .isEqualTo(IntStream.rangeClosed(1, 10).mapToObj(i -> admitted(i)).toList());
    assertThat(admissions.subList(10, 12)).containsOnly(Optional.empty());
  }

  @Test
  void neverGivesOneAttemptTwoPlacesInAWindow() {
    Claim.Granted claim = claimed("e1");
    ledger.admit(claim, applicant("a"), WINDOW, LIMITS);

    assertThat(ledger.admit(claim, applicant("a"), WINDOW, LIMITS).map(Position::number))
        .isEqualTo(admittedBefore());
    Claim.Granted next = (Claim.Granted) takeOver("e1", AFTER_LEASE);
    assertThat(ledger.admit(next, applicant("a"), WINDOW, LIMITS).map(Position::number))
        .isEqualTo(admittedBefore());
    assertThat(admit("e2", "a", LIMITS)).isEqualTo(admitted(2));
  }

  @Test
  void givesEachCopyAPlaceOfItsOwn() {
    Claim.Granted claim = claimed("e1");
    ledger.admit(claim, applicant("a"), WINDOW, LIMITS);
    ledger.announceTry(claim, Tries.NONE.with(NOW));
    Claim.Granted second = (Claim.Granted) takeOver("e1", NOW.plus(Duration.ofMinutes(10)));

    assertThat(ledger.admit(second, applicant("a"), WINDOW, LIMITS).map(Position::number))
        .isEqualTo(admitted(2));
  }

  @Test
  void givesAPlaceInOneWindowForThatWindowAlone() {
    Claim.Granted claim = claimed("e1");
    ledger.admit(claim, applicant("a"), WINDOW, LIMITS);
    admit("e2", "a", LIMITS);
    Window next = windowAt(WINDOW.end());

    assertThat(ledger.admit(claim, applicant("a"), next, LIMITS).map(Position::number))
        .isEqualTo(admitted(1));
  }

  @Test
  void keepsAWindowApartFromALongerOneThatStartsWithIt() {
    Window longer = new Window(WINDOW.start(), Duration.ofHours(1));
    admit("e1", "a", LIMITS);

    assertThat(ledger.admit(claimed("e2"), applicant("a"), longer, LIMITS).map(Position::number))
        .isEqualTo(admitted(1));
  }

  @Test
  void keepsTheReserveForNewCallersAndAccountsRootAndUrgentCalls() {
    Limits reserve = limits(20, 10, 1000);
    for (int i = 1; i <= 10; i++) {
      assertThat(admit("e" + i, "noisy", reserve)).isEqualTo(admitted(i));
    }

    assertThat(admit("e11", "noisy", reserve)).isEmpty();
    assertThat(admit("e12", "second", reserve)).isEqualTo(admitted(11));
    assertThat(admit("e13", "second", reserve)).isEmpty();
    assertThat(admit("e14", urgent("noisy"), reserve)).isEqualTo(admitted(12));
    assertThat(admit("e15", root(), reserve)).isEqualTo(admitted(13));
    assertThat(admit("e16", in("noisy", "999999999999"), reserve)).isEqualTo(admitted(14));
    assertThat(admit("e17", in("noisy", "999999999999"), reserve)).isEmpty();
  }

  @Test
  void remembersCallersOfALargeWindow() {
    Limits large = limits(200, 50, 1000);
    Claim.Granted first = claimed("first");
    ledger.admit(first, applicant("early"), WINDOW, large);
    for (int i = 2; i <= 150; i++) {
      admit("e" + i, "noisy", large);
    }

    assertThat(ledger.admit(first, applicant("early"), WINDOW, large).map(Position::number))
        .isEqualTo(admittedBefore());
    assertThat(admit("e151", "early", large)).isEmpty();
    assertThat(admit("e152", "late", large)).isEqualTo(admitted(151));
  }

  // ---- turns ----

  @Test
  void givesNoMoreTurnsThanTheSecondHas() {
    Limits slow = limits(10, 0, 2);

    assertThat(ledger.takeTurn(slow, NOW)).isTrue();
    assertThat(ledger.takeTurn(slow, NOW.plusMillis(999))).isTrue();
    assertThat(ledger.takeTurn(slow, NOW)).isFalse();
    assertThat(ledger.takeTurn(slow, NOW.plusSeconds(1))).isTrue();
  }

  @Test
  void takesATurnOfTheSecondThatOthersAreInAlready() {
    Limits slow = limits(10, 0, 2);
    ledger.takeTurn(slow, NOW.plusSeconds(1));

    assertThat(ledger.takeTurn(slow, NOW)).isTrue();
    assertThat(ledger.takeTurn(slow, NOW)).isFalse();
    assertThat(ledger.takeTurn(slow, NOW.plusSeconds(1))).isFalse();
  }

  @Test
  void countsNoTurnsWithoutAPace() {
    Limits unpaced = limits(10, 0, Limits.NO_PACE);

    assertThat(IntStream.range(0, 50).allMatch(i -> ledger.takeTurn(unpaced, NOW))).isTrue();
  }

  // ---- held ----

  @Test
  void announcesAWindowOnce() {
    Instant digestDue = WINDOW.end().plusSeconds(130);
    assertThat(ledger.announce(WINDOW, summary("e1"), digestDue, NOW)).isTrue();
    assertThat(ledger.announce(WINDOW, summary("other"), digestDue, NOW.plusSeconds(5))).isFalse();

    LedgerKey notice = new LedgerKey.ForNotice(WINDOW);
    LedgerKey digest = new LedgerKey.ForDigest(WINDOW);
    assertThat(dueAt(NOW)).containsExactly(notice);
    assertThat(dueAt(digestDue)).contains(notice, digest);
    Claim.Granted granted = (Claim.Granted) ledger.takeOver(notice, NOW, LEASE);
    assertThat(granted.content().firstHeld()).isEqualTo(summary("e1"));
    assertThat(granted.content().told()).isEmpty();
    assertThat(ledger.isOut(notice)).isFalse();
    ledger.confirm(granted, AlertLedger.NOTHING_TO_TELL, NOW);
    assertThat(ledger.isOut(notice)).isFalse();
    assertThat(dueAt(NOW)).isEmpty();
  }

  @Test
  void showsWhatAWindowHeldInTheOrderOfArrivalAndCountsIt() {
    for (int i = 1; i <= 3; i++) {
      Instant arrival = NOW.plusMillis(i);
      Claim.Granted claim = (Claim.Granted) claim("e" + i, arrival);
      ledger.count(claim, WINDOW);
      ledger.hold(claim, WINDOW, summary("e" + i), arrival);
      ledger.hold(claim, WINDOW, summary("e" + i), arrival);
    }

    assertThat(heldIn(WINDOW)).containsExactly(summary("e1"), summary("e2"), summary("e3"));
    assertThat(ledger.counted(WINDOW)).isEqualTo(3);
    assertThat(ledger.isHeld("e1", WINDOW)).isTrue();
    assertThat(ledger.isHeld("e1", windowAt(WINDOW.end()))).isFalse();
    assertThat(claim("e1", AFTER_LEASE)).isEqualTo(new Claim.Done(Outcome.Earlier.HELD));
    assertThat(dueAt(NOW.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void stopsShowingWhenTheReaderHasEnough() {
    for (int i = 1; i <= 3; i++) {
      ledger.hold(claimed("e" + i), WINDOW, summary("e" + i), NOW);
    }
    List<HeldAlert> seen = new ArrayList<>();
    ledger.held(WINDOW, held -> !seen.add(held));

    assertThat(seen).hasSize(1);
  }

  @Test
  void countsWithoutHoldingAndHoldsNothingUncounted() {
    ledger.count(claimed("e1"), WINDOW);

    assertThat(ledger.counted(WINDOW)).isEqualTo(1);
    assertThat(ledger.isHeld("e1", WINDOW)).isFalse();
    assertThat(ledger.isHeld("nobody", WINDOW)).isFalse();
    assertThat(heldIn(WINDOW)).isEmpty();
  }

  @Test
  void holdsNothingForARunWhoseLeaseIsOver() {
    Claim.Granted claim = claimed("e1");

    refuses(() -> ledger.hold(claim, WINDOW, summary("e1"), AFTER_LEASE));
  }

  @Test
  void opensADigestAgainForOneThatCompletesIt() {
    ledger.announce(WINDOW, summary("e1"), NOW, NOW);
    LedgerKey digest = new LedgerKey.ForDigest(WINDOW);
    Claim.Granted claim = (Claim.Granted) ledger.takeOver(digest, NOW, LEASE);
    ledger.announceTry(claim, Tries.NONE.with(NOW));
    ledger.postpone(claim.completing(3), NOW.plusSeconds(600));

    assertThat(dueAt(NOW.plusSeconds(600))).contains(digest);
    Claim.Granted next =
        (Claim.Granted) ledger.takeOver(digest, NOW.plusSeconds(600), NOW.plusSeconds(700));
    assertThat(next.content().told()).hasValue(3);
    assertThat(next.tries()).isEqualTo(Tries.NONE);
  }

  private List<HeldAlert> heldIn(Window window) {
    List<HeldAlert> held = new ArrayList<>();
    ledger.held(window, held::add);
    return held;
  }

  private Claim.Granted claimed(String callId) {
    return (Claim.Granted) claim(callId, NOW);
  }

  private Claim claim(String callId, Instant now) {
    Instant leaseUntil = LEASE.plus(Duration.between(NOW, now));
    return ledger.claim(key(callId), "{\"an\":\"event\"}", now, leaseUntil);
  }

  private Claim takeOver(String callId, Instant now) {
    return ledger.takeOver(key(callId), now, now.plusSeconds(35));
  }

  private Optional<OptionalInt> admit(String callId, String caller, Limits limits) {
    return admit(callId, applicant(caller), limits);
  }

  private Optional<OptionalInt> admit(String callId, Applicant applicant, Limits limits) {
    return ledger.admit(claimed(callId), applicant, WINDOW, limits).map(Position::number);
  }

  private static Applicant applicant(String caller) {
    return in(caller, "123456789012");
  }

  private static Applicant in(String caller, String account) {
    return new Applicant(caller, "rule", account, false, false);
  }

  private static Applicant urgent(String caller) {
    return new Applicant(caller, "rule", "123456789012", false, true);
  }

  private static Applicant root() {
    return new Applicant("noisy", "rule", "123456789012", true, true);
  }

  private static Optional<OptionalInt> admitted(int number) {
    return Optional.of(OptionalInt.of(number));
  }

  private static Optional<OptionalInt> admittedBefore() {
    return Optional.of(OptionalInt.empty());
  }

  private static Limits limits(int cap, int reserve, int perSecond) {
    return new Limits(cap, reserve, perSecond, Duration.ofMinutes(10), Duration.ofHours(1));
  }

  private List<LedgerKey> dueAt(Instant now) {
    List<LedgerKey> due = new ArrayList<>();
    ledger.due(now, entry -> due.add(entry.key()));
    return due;
  }

  private Claim except(String callId, String exceptionId, Instant now) {
    return ledger.except(key(callId), exceptionId, summary(callId), windowAt(now), now);
  }

  private List<String> exceptedBy(int most, Window window) {
    List<String> exceptions = new ArrayList<>();
    ledger.excepted(
        window,
        exception -> {
          exceptions.add(exception);
          return exceptions.size() < most;
        });
    return exceptions;
  }

  private static Window windowAt(Instant now) {
    return Window.at(now, WINDOW.length());
  }

  private static LedgerKey.ForAlert key(String callId) {
    return new LedgerKey.ForAlert(callId);
  }

  private static HeldAlert summary(String callId) {
    return HeldAlert.of(TestRules.packaged(), TestEvents.matching(callId));
  }
}
