package rdsalert.delivery;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.delivery.DeliveryException.LeaseLostException;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;

/**
 * Remembers of every alert, notice and digest how far it got, so that each is published once.
 *
 * <p>Every call may fail with a {@link LedgerFailedException} though it took effect; calling it
 * again with the same arguments then does no harm.
 */
public interface AlertLedger {
  /** The message id of a notice or digest that had nothing to tell and was not published. */
  String NOTHING_TO_TELL = "nothing-held";

  /** Claims an entry for this run, if no run has; keeps the event's JSON until it is sent. */
  Claim claim(LedgerKey key, String event, Instant now, Instant leaseUntil);

  /** Claims an entry whose lease has ended; one that was perhaps sent only once it is due. */
  Claim takeOver(LedgerKey key, Instant now, Instant leaseUntil);

  /**
   * Gives the claim's next attempt to publish a place in a window; an attempt that gets none will
   * get none later. Idempotent: an attempt that has a place in the window keeps it, no matter which
   * run asks, but is not told its number again.
   */
  Optional<Position> admit(Claim.Granted claim, Applicant applicant, Window window, Limits limits);

  /** Takes one of the present second's turns, of all runs together; false if they are used up. */
  boolean takeTurn(Limits limits, Instant now);

  /**
   * Notes, before an attempt to publish, that from now on the channel may have taken the entry;
   * {@code tries} include the attempt to come. Like every write that changes the entry, it throws a
   * {@link LeaseLostException} if another run has taken the entry over; and if the claim's own run
   * is done with it.
   */
  void announceTry(Claim.Granted claim, Claim.Tries tries);

  /** Notes that the entry was published. */
  void confirm(Claim.Granted claim, String messageId, Instant now);

  /** Gives the lease back, with the claim's tries and what an earlier digest told. */
  void postpone(Claim.Granted claim, Instant dueAt);

  /** Puts a window's notice and digest where they are missing; whether it put the notice. */
  boolean announce(Window window, HeldAlert first, Instant digestDue, Instant now);

  /**
   * Counts an alert that is about to be held. A run that dies before {@link #hold}, or whose answer
   * gets lost, leaves the number too high, never too low.
   */
  void count(Claim.Granted claim, Window window);

  /** Notes that the alert is held back; refused once the lease has ended. */
  void hold(Claim.Granted claim, Window window, HeldAlert summary, Instant now);

  /** How many alerts a window held, at most. */
  int counted(Window window);

  /** Whether an alert is held back in this window. Does not lag. */
  boolean isHeld(String callId, Window window);

  /** Whether an entry was published, or perhaps. Does not lag. */
  boolean isOut(LedgerKey key);

  /**
   * Shows what a window held, what is urgent first, until the reader returns false. May lag, and
   * leaves out what cannot be read.
   */
  void held(Window window, Predicate<HeldAlert> reader);

  /** Shows what is due, the longest overdue first, until the reader returns false. May lag. */
  void due(Instant now, Predicate<Due> reader);

  /**
   * Notes that an exception silenced an alert, once, for the digest of the window; or tells how far
   * it got before: it may have been taken up before there was the exception.
   */
  Claim except(
      LedgerKey.ForAlert key, String exceptionId, HeldAlert summary, Window window, Instant now);

  /** Shows, of every alert that exceptions silenced in a window, the exception's id. May lag. */
  void excepted(Window window, Predicate<String> reader);

  /** Where a window's held alerts can be looked up by hand. */
  Digest.Listing listing(Window window);

  /** An entry that waits to be worked on, and since when. */
  record Due(LedgerKey key, Instant dueAt) {}

  /** What a ledger entry is about. */
  sealed interface LedgerKey {
    record ForAlert(String callId) implements LedgerKey {}

    /** What tells people of a window. */
    sealed interface ForReport extends LedgerKey {
      Window window();
    }

    /** The notice that a window's cap is reached. */
    record ForNotice(Window window) implements ForReport {}

    /** The digest of what a window held back. */
    record ForDigest(Window window) implements ForReport {}

    /** The message of a week's proof of life, to one of the topics. */
    record ForProof(String week, Topic topic) implements LedgerKey {}

    /** A name in the ledger that this version cannot read. */
    record Unreadable(String name) implements LedgerKey {}
  }

  /** The ledger's answer to a run that wants to work on an entry. */
  sealed interface Claim {
    /**
     * The entry is this run's alone until the lease ends, as the token proves to the ledger.
     *
     * @param takenOver whether an earlier run worked on it and died or gave up
     * @param raisedAt when the first run took it up
     */
    record Granted(
        LedgerKey key,
        String token,
        Instant leaseUntil,
        boolean takenOver,
        Tries tries,
        Instant raisedAt,
        Content content)
        implements Claim {
      private static final EventReader READER = new EventReader();

      /** What an alert or a proof is about, as it was taken up. */
      ManagementEvent event() {
        if (content.event == null) {
          throw new LedgerFailedException(key + " has lost its event", false, null);
        }
        return READER.read(
            new ByteArrayInputStream(content.event.getBytes(StandardCharsets.UTF_8)));
      }

      /** A digest that was sent, and is to be completed as if it had never been tried. */
      public Granted completing(int told) {
        Content more = new Content(content.event, content.firstHeld, OptionalInt.of(told));
        return new Granted(key, token, leaseUntil, takenOver, Tries.NONE, raisedAt, more);
      }
    }

    /**
     * What the ledger keeps of an entry: of an alert the event as JSON, of a notice or digest the
     * first alert that the window held, and how many an earlier digest listed.
     */
    record Content(@Nullable String event, @Nullable HeldAlert firstHeld, OptionalInt told) {}

    /** An earlier run took it up, may be at work until the lease ends, and perhaps published it. */
    record Open(Instant leaseUntil, Instant dueAt, boolean perhapsSent) implements Claim {}

    /** It was published, held back to be counted in a digest, or silenced. */
    record Done(Outcome.Earlier how) implements Claim {}

    /** There is no such entry, or no longer. */
    record Gone() implements Claim {}

    /**
     * The attempts to publish an entry that the channel may have taken, as no answer told.
     *
     * @param last when the last one began; the epoch if there was none
     */
    record Tries(int made, Instant last) {
      public static final Tries NONE = new Tries(0, Instant.EPOCH);

      public Tries with(Instant now) {
        return new Tries(made + 1, now);
      }

      /**
       * When the next one is due if no answer comes: 10 and 30 minutes after the first, then
       * hourly; later where one of them was late.
       */
      public Instant next() {
        return last.plus(
            switch (made) {
              case 1 -> Duration.ofMinutes(10);
              case 2 -> Duration.ofMinutes(20);
              default -> Duration.ofHours(1);
            });
      }
    }
  }
}
