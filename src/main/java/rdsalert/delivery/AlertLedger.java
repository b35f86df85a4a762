package rdsalert.delivery;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rdsalert.alert.Digest;
import rdsalert.alert.HeldAlert;

/**
 * Remembers of every alert, notice and digest how far it got, so that each is published once.
 *
 * <p>Every call may fail with a {@link LedgerFailedException} though it took effect; calling it
 * again with the same arguments then does no harm.
 */
public interface AlertLedger {
  /**
   * Claims an alert for this run: if nobody has it, or whoever had it is dead.
   *
   * @param event the event as JSON, kept until the alert is sent
   * @param now the arrival time, which decides the window
   */
  Claim claim(LedgerKey.ForAlert key, String event, Window window, Instant now, Instant leaseUntil);

  /** Claims an entry that is in the ledger and whose lease has ended. */
  Claim takeOver(LedgerKey key, Instant now, Instant leaseUntil);

  /**
   * Gives the alert a place in its window. Idempotent: an alert that has a place keeps it and never
   * takes a second one, however often this is called and by whichever run.
   */
  Admission admit(Claim.Granted claim, String actor, Limits limits, Instant now);

  /** Counts the alert in another window from now on; only for one that has no place in its own. */
  void move(Claim.Granted claim, Window to);

  /** Whether the alert has a place in its window. */
  boolean isAdmitted(Claim.Granted claim);

  /** Takes one of this second's publishes; false if they are used up. */
  boolean pace(String ruleId, Window window, Limits limits, Instant now);

  /**
   * Notes that the entry was published.
   *
   * @throws LeaseLostException if another run has taken it over meanwhile
   */
  void confirm(Claim.Granted claim, String messageId, Instant now);

  /**
   * Gives the lease back; the entry waits in the ledger, with its place, until it is due.
   *
   * @param error why it could not be published; null where only the pace kept it back
   * @throws LeaseLostException if another run has taken it over meanwhile
   */
  void postpone(Claim.Granted claim, OptionalInt number, Instant dueAt, @Nullable String error);

  /** Puts notice and digest of the claim's window into the ledger, once. */
  void announce(Claim.Granted claim, HeldAlert first, Instant digestDue, Instant now);

  /**
   * Notes that the alert is held back.
   *
   * @throws LeaseLostException if the lease has ended
   */
  void hold(Claim.Granted claim, HeldAlert summary, Instant now);

  /**
   * Shows every entry that is due, the longest overdue first, until the reader returns false. May
   * lag behind by seconds.
   */
  void due(Instant now, Predicate<Due> reader);

  /**
   * Notes that an exception silenced an alert, so that no copy of the event counts twice.
   *
   * @param exceptionId the exception's id
   * @param window the window whose digest may count it
   */
  Noted except(
      LedgerKey.ForAlert key, String exceptionId, HeldAlert summary, Window window, Instant now);

  /** How an alert stands that an exception silences. */
  enum Noted {
    /** It is noted now. */
    FIRST,
    /** It was noted before. */
    BEFORE,
    /** It was taken up before there was the exception, and is delivered, or was. */
    TAKEN_UP
  }

  /** Shows, of every alert that exceptions silenced in a window, the exception's id. May lag. */
  void excepted(String ruleId, Window window, Predicate<String> reader);

  /** Shows every alert that a window held, in the order of arrival. May lag behind by seconds. */
  void held(String ruleId, Window window, Consumer<HeldAlert> reader);

  /** Where a window's held alerts can be looked up by hand. */
  Digest.@Nullable Listing listing(String ruleId, Window window);

  /** An entry that waits to be worked on, and since when. */
  record Due(LedgerKey key, Instant dueAt) {}
}
