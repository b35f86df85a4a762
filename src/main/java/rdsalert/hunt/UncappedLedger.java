package rdsalert.hunt;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Window;

/**
 * The ledger of one hunt, in memory: without cap and sweep nothing is held and nothing waits, so it
 * only has to know which calls were dealt with.
 */
public final class UncappedLedger implements AlertLedger {
  private static final Claim SENT = new Claim.Done(Outcome.Earlier.SENT);
  private static final Claim EXCEPTED = new Claim.Gone();

  private final Map<LedgerKey, Claim> answers = new HashMap<>();

  @Override
  public Claim claim(LedgerKey key, String event, Instant now, Instant leaseUntil) {
    Claim before = answers.get(key);
    if (before != null && !before.equals(EXCEPTED)) {
      return before;
    }
    answers.put(key, new Claim.Open(leaseUntil, leaseUntil, false));
    Claim.Content content = new Claim.Content(event, null, OptionalInt.empty());
    return new Claim.Granted(key, "", leaseUntil, false, Claim.Tries.NONE, now, content);
  }

  /** What broke once breaks again. */
  @Override
  public Claim takeOver(LedgerKey key, Instant now, Instant leaseUntil) {
    return answers.getOrDefault(key, new Claim.Gone());
  }

  @Override
  public Admission admit(Claim.Granted claim, Applicant applicant, Window window, Limits limits) {
    return new Admission.Admitted(OptionalInt.empty());
  }

  @Override
  public boolean takeTurn(Limits limits, Instant now) {
    return true;
  }

  @Override
  public void announceTry(Claim.Granted claim, Claim.Tries tries) {
    // No other run asks.
  }

  @Override
  public void confirm(Claim.Granted claim, String messageId, Instant now) {
    answers.put(claim.key(), SENT);
  }

  /** The next copy is as good as this one. */
  @Override
  public void postpone(Claim.Granted claim, Instant dueAt, @Nullable String error) {
    answers.remove(claim.key());
  }

  @Override
  public Noted except(
      LedgerKey.ForAlert key, String exceptionId, HeldAlert summary, Window window, Instant now) {
    Claim before = answers.putIfAbsent(key, EXCEPTED);
    return before == null ? Noted.FIRST : before.equals(EXCEPTED) ? Noted.BEFORE : Noted.TAKEN_UP;
  }

  @Override
  public void due(Instant now, Predicate<Due> reader) {
    throw neither();
  }

  @Override
  public boolean isOut(LedgerKey key) {
    throw neither();
  }

  @Override
  public int counted(Window window) {
    throw neither();
  }

  @Override
  public boolean isHeld(String callId, Window window) {
    throw neither();
  }

  @Override
  public void held(Window window, BiPredicate<String, @Nullable HeldAlert> reader) {
    throw neither();
  }

  @Override
  public void excepted(Window window, Predicate<String> reader) {
    throw neither();
  }

  @Override
  public Digest.@Nullable Listing listing(Window window) {
    throw neither();
  }

  @Override
  public boolean announce(Window window, HeldAlert first, Instant digestDue, Instant now) {
    throw neither();
  }

  @Override
  public void count(Claim.Granted claim, Window window) {
    throw neither();
  }

  @Override
  public void hold(Claim.Granted claim, Window window, HeldAlert summary, Instant now) {
    throw neither();
  }

  @Override
  public void reopen(Claim.Granted digest, int told, Instant dueAt) {
    throw neither();
  }

  private static IllegalStateException neither() {
    return new IllegalStateException("there is neither cap nor sweep");
  }
}
