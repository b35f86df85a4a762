package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Actor;
import rdsalert.event.ManagementEvent;
import rdsalert.pattern.ClauseResult;
import rdsalert.pattern.EventPattern;
import rdsalert.pattern.PatternSet;
import rdsalert.rule.DetectionRule;
import rdsalert.silence.SilenceVerdict.Raised;
import rdsalert.silence.SilenceVerdict.Remark;
import rdsalert.silence.SilenceVerdict.Silenced;

/**
 * What a team does not want to be woken for.
 *
 * <p>A bad entry is off, and no other: whatever is wrong with exceptions, detection goes on. An
 * exception silences root only if it is marked as broad, whatever its pattern says.
 */
public final class Silences {
  /** More than a reader of one alert would look at. */
  private static final int MOST_REMARKS = 3;

  private final List<SilenceEntry> entries;
  private final PatternSet<Integer> patterns;
  private final @Nullable String unreadable;

  private Silences(List<SilenceEntry> entries, @Nullable String unreadable) {
    this.entries = List.copyOf(entries);
    this.patterns = patterns(entries);
    this.unreadable = unreadable;
  }

  private static PatternSet<Integer> patterns(List<SilenceEntry> entries) {
    Map<Integer, JsonNode> patterns = new TreeMap<>();
    for (int place = 0; place < entries.size(); place++) {
      JsonNode pattern = entries.get(place).pattern();
      if (pattern != null) {
        patterns.put(place, pattern);
      }
    }
    return PatternSet.of(patterns);
  }

  /** No exception at all. */
  public static Silences none() {
    return new Silences(List.of(), null);
  }

  /** The entries of a file. */
  static Silences of(List<SilenceEntry> entries) {
    return new Silences(entries, null);
  }

  /**
   * Exceptions that were meant to be but could not be read: none applies, and every alert says so.
   */
  public static Silences unreadable(String why) {
    return new Silences(List.of(), why);
  }

  /** Whether there is nothing to say about any event. */
  public boolean isEmpty() {
    return entries.isEmpty() && unreadable == null;
  }

  /** Why the file could not be read; empty if it could. */
  public Optional<String> unreadable() {
    return Optional.ofNullable(unreadable);
  }

  /** How every entry stands, in the file's order. */
  public List<SilenceStatus> statuses(Instant now) {
    return entries.stream().map(entry -> status(entry, now)).toList();
  }

  /** Only what is off, the file itself included. */
  public List<SilenceStatus.Off> off(Instant now) {
    List<SilenceStatus.Off> off = new ArrayList<>();
    unreadable().ifPresent(why -> off.add(new SilenceStatus.Off("file", why)));
    for (SilenceEntry entry : entries) {
      if (status(entry, now) instanceof SilenceStatus.Off one) {
        off.add(one);
      }
    }
    return off;
  }

  /**
   * Judges a hit of a rule: the first exception that covers it silences it.
   *
   * @param now decides what is expired; the hours of a schedule are those of the call
   */
  public SilenceVerdict judge(DetectionRule rule, ManagementEvent event, Instant now) {
    List<Remark> remarks = new ArrayList<>();
    unreadable().ifPresent(why -> remarks.add(new Remark(null, "No exception applies: " + why)));
    for (SilenceVerdict verdict : judgeEach(rule, event, now).values()) {
      switch (verdict) {
        case Silenced silenced -> {
          return silenced;
        }
        case Raised(var why) -> remarks.addAll(why);
      }
    }
    return new Raised(remarks.subList(0, Math.min(MOST_REMARKS, remarks.size())));
  }

  /**
   * What each entry whose pattern matches a hit would say of it if it stood alone, by its place in
   * the file, counted from 0.
   */
  public SortedMap<Integer, SilenceVerdict> judgeEach(
      DetectionRule rule, ManagementEvent event, Instant now) {
    SortedMap<Integer, SilenceVerdict> verdicts = new TreeMap<>();
    for (int place : patterns.matching(event.json())) {
      SilenceEntry entry = entries.get(place);
      if (entry.concerns(rule)) {
        verdicts.put(place, verdict(entry, rule, event, now));
      }
    }
    return verdicts;
  }

  /** The entry that comes closest to covering an event, though it does not. */
  public Optional<Closest> closest(DetectionRule rule, ManagementEvent event) {
    return entries.stream()
        .filter(entry -> entry.concerns(rule))
        .flatMap(entry -> refusals(entry, event))
        .min(Comparator.comparingInt(closest -> closest.refusals().size()));
  }

  /**
   * An entry, and the clauses of its pattern that keep it from covering an event.
   *
   * @param refusals empty if it covers the event and something else is wrong
   */
  public record Closest(String label, List<ClauseResult> refusals) {
    public Closest {
      refusals = List.copyOf(refusals);
    }
  }

  private static Stream<Closest> refusals(SilenceEntry entry, ManagementEvent event) {
    JsonNode pattern = entry.pattern();
    if (pattern == null || pattern.isEmpty()) {
      return Stream.empty();
    }
    return Stream.of(new Closest(entry.label(), EventPattern.of(pattern).refusals(event)));
  }

  private static SilenceVerdict verdict(
      SilenceEntry entry, DetectionRule rule, ManagementEvent event, Instant now) {
    return switch (status(entry, now)) {
      case SilenceStatus.On(Silence exception, Duration _) -> {
        Optional<String> but = objection(exception, rule, event);
        yield but.isEmpty() ? new Silenced(exception) : raised(exception.id(), but.get());
      }
      case SilenceStatus.Off off -> raised(off.label(), off.why());
    };
  }

  private static Raised raised(String exception, String why) {
    return new Raised(List.of(new Remark(exception, why)));
  }

  private static Optional<String> objection(
      Silence exception, DetectionRule rule, ManagementEvent event) {
    if (!exception.coversTime(event.eventTime())) {
      return Optional.of("is limited to hours in which this call was not made");
    }
    if (!EveryValue.isCovered(exception.pattern(), event.json())) {
      return Optional.of("covers only some of the values that the call lists");
    }
    return exception.broad() ? Optional.empty() : narrowObjection(exception, rule, event);
  }

  private static Optional<String> narrowObjection(
      Silence exception, DetectionRule rule, ManagementEvent event) {
    if (isRoot(event.actor())) {
      return Optional.of("does not cover root: it is not marked as broad");
    }
    return exception.reach() == Reach.IDENTITIES
        ? Optional.empty()
        : AccountLimits.objection(exception, rule, event);
  }

  /** Root itself, or a session that root opened. */
  private static boolean isRoot(Actor actor) {
    Actor.Issuer issuer = actor.session().issuer();
    return actor.isRoot() || (issuer != null && "Root".equalsIgnoreCase(issuer.type()));
  }

  private static SilenceStatus status(SilenceEntry entry, Instant now) {
    return switch (entry) {
      case SilenceEntry.Faulty faulty -> off(faulty.label(), faulty.faults());
      case SilenceEntry.Sound(Silence exception) when exception.isExpired(now) ->
          new SilenceStatus.Off(exception.id(), "expired on " + exception.expires());
      case SilenceEntry.Sound(Silence exception) when exception.isTooFarAhead(now) ->
          off(
              exception.id(),
              List.of("it ends on " + exception.expires() + ", more than a year ahead"));
      case SilenceEntry.Sound(Silence exception) ->
          new SilenceStatus.On(exception, Duration.between(now, exception.expires()));
    };
  }

  private static SilenceStatus.Off off(String label, List<String> faults) {
    return new SilenceStatus.Off(label, "is off: " + String.join("; ", faults), faults);
  }
}
