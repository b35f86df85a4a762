package rdsalert.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rdsalert.alert.Digest;
import rdsalert.alert.HeldAlert;
import rdsalert.delivery.Admission;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.Claim;
import rdsalert.delivery.LeaseLostException;
import rdsalert.delivery.LedgerKey;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Window;

/** The ledger in memory: what the real one promises, in the simplest way. */
public final class FakeLedger implements AlertLedger {
  private enum State {
    CLAIMED,
    ADMITTED,
    SENT,
    HELD,
    EXCEPTED
  }

  private static final class Entry {
    State state = State.CLAIMED;
    String token = "";
    Instant leaseUntil = Instant.EPOCH;
    Instant dueAt = Instant.EPOCH;
    Instant expiresAt;
    Window window;
    Instant raisedAt;
    OptionalInt number = OptionalInt.empty();
    @Nullable String event;
    @Nullable HeldAlert summary;
    @Nullable String exception;

    Entry(Window window, Instant raisedAt, Instant expiresAt) {
      this.window = window;
      this.raisedAt = raisedAt;
      this.expiresAt = expiresAt;
    }
  }

  private static final class Places {
    final Set<String> ids = new HashSet<>();
    final Set<String> actors = new HashSet<>();
    final Map<Long, Integer> publishes = new HashMap<>();
    boolean announced;
  }

  private record WindowKey(String ruleId, Window window) {}

  private final Map<LedgerKey, Entry> entries = new LinkedHashMap<>();
  private final Map<WindowKey, Places> windows = new HashMap<>();
  private final Duration retention;
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

  @Override
  public synchronized Claim claim(
      LedgerKey.ForAlert key, String event, Window window, Instant now, Instant leaseUntil) {
    Entry before = remembered(key, now);
    if (before != null && before.state != State.EXCEPTED) {
      return takeOver(key, now, leaseUntil);
    }
    Entry entry = entry(window, now);
    entry.event = event;
    entries.put(key, entry);
    return grant(key, entry, leaseUntil, false);
  }

  private Entry entry(Window window, Instant now) {
    return new Entry(window, now, now.plus(retention));
  }

  /** What the ledger still knows of an alert; an entry past its time counts as absent. */
  private @Nullable Entry remembered(LedgerKey key, Instant now) {
    Entry entry = entries.get(key);
    return entry == null || entry.expiresAt.isBefore(now) ? null : entry;
  }

  @Override
  public synchronized Claim takeOver(LedgerKey key, Instant now, Instant leaseUntil) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return new Claim.Gone();
    }
    return switch (entry.state) {
      case EXCEPTED -> new Claim.Gone();
      case SENT -> new Claim.AlreadySent();
      case HELD -> new Claim.AlreadyHeld();
      case CLAIMED, ADMITTED ->
          entry.leaseUntil.isBefore(now)
              ? grant(key, entry, leaseUntil, true)
              : new Claim.Busy(entry.leaseUntil);
    };
  }

  private Claim grant(LedgerKey key, Entry entry, Instant leaseUntil, boolean takenOver) {
    entry.token = "token-" + ++tokens;
    entry.leaseUntil = leaseUntil;
    entry.dueAt = leaseUntil;
    Claim.Stage stage = entry.state == State.ADMITTED ? Claim.Stage.ADMITTED : Claim.Stage.CLAIMED;
    return new Claim.Granted(
        key,
        entry.token,
        leaseUntil,
        entry.window,
        stage,
        takenOver,
        entry.number,
        entry.raisedAt,
        entry.event,
        entry.summary);
  }

  @Override
  public synchronized Admission admit(
      Claim.Granted claim, String actor, Limits limits, Instant now) {
    Places places = places(claim.key().ruleId(), claim.window());
    String id = claim.key().toString();
    Window present = Window.at(now, limits.window());
    if (places.ids.contains(id)) {
      return new Admission.Admitted(
          OptionalInt.empty(), pace(claim.key().ruleId(), present, limits, now));
    }
    int limit = places.actors.contains(actor) ? limits.open() : limits.cap();
    if (places.ids.size() >= limit) {
      return new Admission.Refused(places.announced);
    }
    places.ids.add(id);
    places.actors.add(actor);
    return new Admission.Admitted(
        OptionalInt.of(places.ids.size()), pace(claim.key().ruleId(), claim.window(), limits, now));
  }

  @Override
  public synchronized void move(Claim.Granted claim, Window to) {
    mine(claim).window = to;
  }

  @Override
  public synchronized boolean isAdmitted(Claim.Granted claim) {
    return places(claim.key().ruleId(), claim.window()).ids.contains(claim.key().toString());
  }

  @Override
  public synchronized boolean pace(String ruleId, Window window, Limits limits, Instant now) {
    if (!limits.paced()) {
      return true;
    }
    Map<Long, Integer> publishes = places(ruleId, window).publishes;
    if (publishes.getOrDefault(now.getEpochSecond(), 0) >= limits.perSecond()) {
      return false;
    }
    publishes.merge(now.getEpochSecond(), 1, Integer::sum);
    return true;
  }

  @Override
  public synchronized void confirm(Claim.Granted claim, String messageId, Instant now) {
    Entry entry = mine(claim);
    entry.state = State.SENT;
    entry.expiresAt = now.plus(retention);
  }

  @Override
  public synchronized void postpone(
      Claim.Granted claim, OptionalInt number, Instant dueAt, @Nullable String error) {
    Entry entry = mine(claim);
    entry.state = State.ADMITTED;
    entry.leaseUntil = Instant.EPOCH;
    entry.dueAt = dueAt;
    entry.expiresAt = dueAt.plus(retention);
    entry.number = number.isPresent() ? number : entry.number;
  }

  @Override
  public synchronized void announce(
      Claim.Granted claim, HeldAlert first, Instant digestDue, Instant now) {
    String ruleId = claim.key().ruleId();
    Window window = claim.window();
    enqueue(new LedgerKey.ForDigest(ruleId, window), window, digestDue, now, first);
    enqueue(new LedgerKey.ForNotice(ruleId, window), window, now, now, first);
    places(ruleId, window).announced = true;
  }

  private void enqueue(LedgerKey key, Window window, Instant dueAt, Instant now, HeldAlert first) {
    if (!entries.containsKey(key)) {
      Entry entry = entry(window, now);
      entry.state = State.ADMITTED;
      entry.dueAt = dueAt;
      entry.summary = first;
      entries.put(key, entry);
    }
  }

  @Override
  public synchronized void hold(Claim.Granted claim, HeldAlert summary, Instant now) {
    Entry entry = mine(claim);
    if (entry.leaseUntil.isBefore(now)) {
      throw new LeaseLostException(claim.key());
    }
    entry.state = State.HELD;
    entry.summary = summary;
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
    entries.forEach(
        (key, entry) -> {
          boolean open = entry.state == State.CLAIMED || entry.state == State.ADMITTED;
          if (open && !entry.dueAt.isAfter(now)) {
            due.add(new Due(key, entry.dueAt));
          }
        });
    due.sort(Comparator.comparing(Due::dueAt));
    return due;
  }

  @Override
  public synchronized void held(String ruleId, Window window, Consumer<HeldAlert> reader) {
    for (Entry entry : entries.values()) {
      if (entry.state == State.HELD && entry.window.equals(window) && entry.summary != null) {
        reader.accept(entry.summary);
      }
    }
  }

  @Override
  public synchronized Noted except(
      LedgerKey.ForAlert key, String exceptionId, HeldAlert summary, Window window, Instant now) {
    Entry before = remembered(key, now);
    if (before != null) {
      return before.state == State.EXCEPTED ? Noted.BEFORE : Noted.TAKEN_UP;
    }
    Entry entry = entry(window, now);
    entry.state = State.EXCEPTED;
    entry.exception = exceptionId;
    entries.put(key, entry);
    return Noted.FIRST;
  }

  @Override
  public synchronized void excepted(String ruleId, Window window, Predicate<String> reader) {
    for (Entry entry : entries.values()) {
      String exception = entry.exception;
      if (entry.state == State.EXCEPTED && entry.window.equals(window) && exception != null) {
        if (!reader.test(exception)) {
          return;
        }
      }
    }
  }

  @Override
  public Digest.@Nullable Listing listing(String ruleId, Window window) {
    return null;
  }

  private Places places(String ruleId, Window window) {
    return windows.computeIfAbsent(new WindowKey(ruleId, window), key -> new Places());
  }

  private Entry mine(Claim.Granted claim) {
    Entry entry = entries.get(claim.key());
    if (entry == null || !entry.token.equals(claim.token())) {
      throw new LeaseLostException(claim.key());
    }
    return entry;
  }
}
