package rdsalert.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.Claim.Tries;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.LeaseLostException;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.Share;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Window;
import rdsalert.delivery.Window.Limits;

/** The ledger in memory: what the real one promises, in the simplest way. */
public final class FakeLedger implements AlertLedger {
  private enum State {
    CLAIMED,
    PERHAPS_SENT,
    SENT,
    HELD,
    EXCEPTED
  }

  private static final class Entry {
    final Instant raisedAt;
    State state = State.CLAIMED;
    String token = "";
    Instant leaseUntil = Instant.EPOCH;
    Instant dueAt = Instant.EPOCH;
    Instant expiresAt;
    Tries tries = Tries.NONE;
    boolean published;
    OptionalInt told = OptionalInt.empty();
    @Nullable Window window;
    @Nullable String event;
    @Nullable HeldAlert summary;
    @Nullable String exception;

    Entry(Instant raisedAt, Instant expiresAt) {
      this.raisedAt = raisedAt;
      this.expiresAt = expiresAt;
    }

    boolean isOpen() {
      return state == State.CLAIMED || state == State.PERHAPS_SENT;
    }
  }

  /** The places of a window. */
  private static final class Places implements Share.Occupancy {
    final Set<String> attempts = new HashSet<>();
    final Set<String> seen = new HashSet<>();
    final Map<String, Integer> counts = new HashMap<>();

    @Override
    public int count(String counter) {
      return counts.getOrDefault(counter, 0);
    }

    @Override
    public boolean hasSeen(String name) {
      return seen.contains(name);
    }
  }

  private final Map<LedgerKey, Entry> entries = new LinkedHashMap<>();
  private final Map<Window, Places> windows = new HashMap<>();
  private final Map<Window, Integer> counts = new HashMap<>();
  private final Duration retention;
  private final Map<String, Deque<Runnable>> before = new HashMap<>();
  private final List<LedgerKey> alsoDue = new ArrayList<>();
  private int hidden;
  private long second;
  private int turns;
  private int turnsTaken;
  private int tokens;

  public FakeLedger() {
    this(Duration.ofDays(14));
  }

  /**
   * An empty ledger.
   *
   * @param retention how long it remembers what is done with
   */
  public FakeLedger(Duration retention) {
    this.retention = retention;
  }

  /** Lets the index not show the latest held alerts. */
  public synchronized FakeLedger indexLagsBehind(int alerts) {
    hidden = alerts;
    return this;
  }

  /** Puts an entry among what is due that is not in the ledger. */
  public synchronized FakeLedger addingToDue(LedgerKey key) {
    alsoDue.add(key);
    return this;
  }

  /** Lets the next notes of attempts fail. */
  public FakeLedger failingToAnnounce(int times) {
    return announcingTakes(times, FakeLedger::fail);
  }

  /** Lets the next confirmations fail. */
  public FakeLedger failingToConfirm(int times) {
    return happens("confirm", times, FakeLedger::fail);
  }

  private static void fail() {
    throw new LedgerFailedException("injected", true, null);
  }

  /** Lets something happen while the next attempts are noted. */
  public FakeLedger announcingTakes(int times, Runnable meanwhile) {
    return happens("announce", times, meanwhile);
  }

  /** Lets something happen while the next places are given. */
  public FakeLedger admittingTakes(int times, Runnable meanwhile) {
    return happens("admit", times, meanwhile);
  }

  /** Lets something happen while the next turns are taken. */
  public FakeLedger turningTakes(int times, Runnable meanwhile) {
    return happens("turn", times, meanwhile);
  }

  private FakeLedger happens(String call, int times, Runnable meanwhile) {
    before
        .computeIfAbsent(call, key -> new ArrayDeque<>())
        .addAll(Collections.nCopies(times, meanwhile));
    return this;
  }

  private void happens(String call) {
    Runnable next = before.getOrDefault(call, new ArrayDeque<>()).poll();
    if (next != null) {
      next.run();
    }
  }

  /** How many turns to publish were taken in all. */
  public synchronized int turnsTaken() {
    return turnsTaken;
  }

  @Override
  public synchronized Claim claim(LedgerKey key, String event, Instant now, Instant leaseUntil) {
    Entry before = remembered(key, now);
    if (before != null && before.state != State.EXCEPTED) {
      return notMine(before);
    }
    Entry entry = entry(now);
    entry.event = event;
    entries.put(key, entry);
    return grant(key, entry, leaseUntil, false);
  }

  private Entry entry(Instant now) {
    return new Entry(now, now.plus(retention));
  }

  /** What the ledger still knows of an alert; an entry past its time counts as absent. */
  private @Nullable Entry remembered(LedgerKey key, Instant now) {
    Entry entry = entries.get(key);
    return entry == null || entry.expiresAt.isBefore(now) ? null : entry;
  }

  private static Claim notMine(Entry entry) {
    return switch (entry.state) {
      case EXCEPTED -> new Claim.Done(Outcome.Earlier.EXCEPTED);
      case SENT -> new Claim.Done(Outcome.Earlier.SENT);
      case HELD -> new Claim.Done(Outcome.Earlier.HELD);
      case CLAIMED, PERHAPS_SENT ->
          new Claim.Open(entry.leaseUntil, entry.dueAt, entry.state == State.PERHAPS_SENT);
    };
  }

  @Override
  public synchronized Claim takeOver(LedgerKey key, Instant now, Instant leaseUntil) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return new Claim.Gone();
    }
    boolean tooEarly = entry.state == State.PERHAPS_SENT && entry.dueAt.isAfter(now);
    return entry.isOpen() && entry.leaseUntil.isBefore(now) && !tooEarly
        ? grant(key, entry, leaseUntil, true)
        : notMine(entry);
  }

  private Claim grant(LedgerKey key, Entry entry, Instant leaseUntil, boolean takenOver) {
    entry.token = "token-" + ++tokens;
    entry.leaseUntil = leaseUntil;
    entry.dueAt = leaseUntil;
    return new Claim.Granted(
        key,
        entry.token,
        leaseUntil,
        takenOver,
        entry.tries,
        entry.raisedAt,
        new Claim.Content(entry.event, entry.summary, entry.told));
  }

  @Override
  public synchronized Optional<Position> admit(
      Claim.Granted claim, Applicant applicant, Window window, Limits limits) {
    happens("admit");
    Places places = windows.computeIfAbsent(window, key -> new Places());
    String attempt = claim.key() + "#" + (claim.tries().made() + 1);
    if (places.attempts.contains(attempt)) {
      return Optional.of(window.place(OptionalInt.empty(), limits.cap()));
    }
    Optional<Share> share = Share.offer(applicant, places, limits);
    if (share.isEmpty()) {
      return Optional.empty();
    }
    places.attempts.add(attempt);
    places.seen.addAll(Share.seenNames(applicant));
    share
        .get()
        .counters(applicant, limits)
        .keySet()
        .forEach(counter -> places.counts.merge(counter, 1, Integer::sum));
    return Optional.of(window.place(OptionalInt.of(places.count(Share.TAKEN)), limits.cap()));
  }

  @Override
  public synchronized boolean takeTurn(Limits limits, Instant now) {
    happens("turn");
    if (now.getEpochSecond() > second) {
      second = now.getEpochSecond();
      turns = 0;
    }
    boolean taken = ++turns <= limits.perSecond();
    turnsTaken += taken ? 1 : 0;
    return taken;
  }

  @Override
  public synchronized void announceTry(Claim.Granted claim, Tries tries) {
    happens("announce");
    Entry entry = mine(claim);
    if (entry.leaseUntil.isBefore(tries.last())) {
      throw new LeaseLostException(claim.key());
    }
    entry.state = State.PERHAPS_SENT;
    entry.tries = tries;
    entry.dueAt = tries.next();
    entry.expiresAt = entry.dueAt.plus(retention);
  }

  @Override
  public synchronized void confirm(Claim.Granted claim, String messageId, Instant now) {
    happens("confirm");
    Entry entry = mine(claim);
    entry.state = State.SENT;
    entry.leaseUntil = Instant.EPOCH;
    entry.published = !messageId.equals(NOTHING_TO_TELL);
    entry.expiresAt = now.plus(retention);
  }

  @Override
  public synchronized void postpone(Claim.Granted claim, Instant dueAt) {
    Entry entry = mine(claim);
    entry.tries = claim.tries();
    entry.state = claim.tries().made() == 0 ? State.CLAIMED : State.PERHAPS_SENT;
    entry.leaseUntil = Instant.EPOCH;
    entry.dueAt = dueAt;
    entry.expiresAt = dueAt.plus(retention);
    entry.told = claim.content().told();
  }

  @Override
  public synchronized boolean announce(
      Window window, HeldAlert first, Instant digestDue, Instant now) {
    enqueue(new LedgerKey.ForDigest(window), digestDue, now, first);
    return enqueue(new LedgerKey.ForNotice(window), now, now, first);
  }

  private boolean enqueue(LedgerKey key, Instant dueAt, Instant now, HeldAlert first) {
    Entry entry = entry(now);
    entry.dueAt = dueAt;
    entry.summary = first;
    return entries.putIfAbsent(key, entry) == null;
  }

  @Override
  public synchronized void count(Claim.Granted claim, Window window) {
    counts.merge(window, 1, Integer::sum);
  }

  @Override
  public synchronized void hold(
      Claim.Granted claim, Window window, HeldAlert summary, Instant now) {
    Entry entry = mine(claim);
    if (entry.leaseUntil.isBefore(now) && entry.state != State.HELD) {
      throw new LeaseLostException(claim.key());
    }
    entry.state = State.HELD;
    entry.leaseUntil = Instant.EPOCH;
    entry.window = window;
    entry.summary = summary;
  }

  @Override
  public synchronized int counted(Window window) {
    return counts.getOrDefault(window, 0);
  }

  @Override
  public synchronized boolean isHeld(String callId, Window window) {
    Entry entry = entries.get(new LedgerKey.ForAlert(callId));
    return entry != null && isHeldIn(entry, window);
  }

  private static boolean isHeldIn(Entry entry, Window window) {
    return entry.state == State.HELD && window.equals(entry.window);
  }

  @Override
  public synchronized boolean isOut(LedgerKey key) {
    Entry entry = entries.get(key);
    return entry != null && (entry.published || entry.state == State.PERHAPS_SENT);
  }

  @Override
  public void due(Instant now, Predicate<Due> reader) {
    for (Due due : due(now)) {
      if (!reader.test(due)) {
        return;
      }
    }
  }

  private synchronized List<Due> due(Instant now) {
    List<Due> due = new ArrayList<>();
    alsoDue.forEach(key -> due.add(new Due(key, Instant.EPOCH)));
    entries.forEach(
        (key, entry) -> {
          if (entry.isOpen() && !entry.dueAt.isAfter(now)) {
            due.add(new Due(key, entry.dueAt));
          }
        });
    due.sort(Comparator.comparing(Due::dueAt));
    return due;
  }

  @Override
  public synchronized void held(Window window, Predicate<HeldAlert> reader) {
    List<HeldAlert> held = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (isHeldIn(entry, window) && entry.summary != null) {
        held.add(entry.summary);
      }
    }
    for (HeldAlert shown : held.subList(0, Math.max(0, held.size() - hidden))) {
      if (!reader.test(shown)) {
        return;
      }
    }
  }

  @Override
  public synchronized Claim except(
      LedgerKey.ForAlert key, String exceptionId, HeldAlert summary, Window window, Instant now) {
    Entry before = remembered(key, now);
    if (before != null) {
      return notMine(before);
    }
    Entry entry = entry(now);
    entry.state = State.EXCEPTED;
    entry.window = window;
    entry.exception = exceptionId;
    entries.put(key, entry);
    return new Claim.Gone();
  }

  @Override
  public synchronized void excepted(Window window, Predicate<String> reader) {
    for (Entry entry : entries.values()) {
      String exception = entry.exception;
      if (entry.state == State.EXCEPTED && window.equals(entry.window) && exception != null) {
        if (!reader.test(exception)) {
          return;
        }
      }
    }
  }

  @Override
  public Digest.Listing listing(Window window) {
    return new Digest.Listing("ledger", "queue-dueAt", "queue", "held#" + window.name(), null);
  }

  private Entry mine(Claim.Granted claim) {
    Entry entry = entries.get(claim.key());
    if (entry == null || !entry.token.equals(claim.token())) {
      throw new LeaseLostException(claim.key());
    }
    return entry;
  }
}
