package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.ExceptionVerdict.Raised;
import rdsalert.rule.ExceptionVerdict.Remark;
import rdsalert.rule.ExceptionVerdict.Silenced;

/**
 * What a team does not want to be woken for.
 *
 * <p>A bad entry is off, and no other: whatever is wrong with exceptions, detection goes on. An
 * exception silences root only if it is marked as broad, whatever its pattern says.
 */
public final class AlertExceptions {
  /** More than a reader of one alert would look at. */
  private static final int MOST_REMARKS = 3;

  private final List<ExceptionEntry> entries;
  private final PatternSet patterns;
  private final @Nullable String unreadable;

  private AlertExceptions(
      List<ExceptionEntry> entries, PatternSet patterns, @Nullable String unreadable) {
    this.entries = List.copyOf(entries);
    this.patterns = patterns;
    this.unreadable = unreadable;
  }

  /** No exception at all. */
  public static AlertExceptions none() {
    return new AlertExceptions(List.of(), new PatternSet(), null);
  }

  /**
   * The entries of a file.
   *
   * @param patterns theirs, numbered by their places
   */
  static AlertExceptions of(List<ExceptionEntry> entries, PatternSet patterns) {
    return new AlertExceptions(entries, patterns, null);
  }

  /**
   * Exceptions that were meant to be but could not be read: none applies, and every alert says so.
   */
  public static AlertExceptions unreadable(String why) {
    return new AlertExceptions(List.of(), new PatternSet(), why);
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
  public List<ExceptionStatus> statuses(Instant now) {
    return entries.stream().map(entry -> status(entry, now)).toList();
  }

  /** Only what is off, the file itself included. */
  public List<ExceptionStatus.Off> off(Instant now) {
    List<ExceptionStatus.Off> off = new ArrayList<>();
    unreadable().ifPresent(why -> off.add(new ExceptionStatus.Off("file", why)));
    for (ExceptionEntry entry : entries) {
      if (status(entry, now) instanceof ExceptionStatus.Off one) {
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
  public ExceptionVerdict judge(DetectionRule rule, ManagementEvent event, Instant now) {
    List<Remark> remarks = new ArrayList<>();
    unreadable().ifPresent(why -> remarks.add(new Remark(null, "No exception applies: " + why)));
    for (ExceptionVerdict verdict : judgeEach(rule, event, now).values()) {
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
  public SortedMap<Integer, ExceptionVerdict> judgeEach(
      DetectionRule rule, ManagementEvent event, Instant now) {
    SortedMap<Integer, ExceptionVerdict> verdicts = new TreeMap<>();
    for (int place : patterns.matching(event.json())) {
      ExceptionEntry entry = entries.get(place);
      if (entry.concerns(rule)) {
        verdicts.put(place, verdict(entry, event, now));
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

  private static Stream<Closest> refusals(ExceptionEntry entry, ManagementEvent event) {
    JsonNode pattern = entry.pattern();
    if (pattern == null || pattern.isEmpty()) {
      return Stream.empty();
    }
    return Stream.of(new Closest(entry.label(), EventPattern.of(pattern).refusals(event)));
  }

  private static ExceptionVerdict verdict(
      ExceptionEntry entry, ManagementEvent event, Instant now) {
    return switch (status(entry, now)) {
      case ExceptionStatus.On(AlertException exception, Duration _) -> {
        Optional<String> but = objection(exception, event);
        yield but.isEmpty() ? new Silenced(exception) : raised(exception.id(), but.get());
      }
      case ExceptionStatus.Off off -> raised(off.label(), off.why());
    };
  }

  private static Raised raised(String exception, String why) {
    return new Raised(List.of(new Remark(exception, why)));
  }

  private static Optional<String> objection(AlertException exception, ManagementEvent event) {
    if (event.actor().isRoot() && !exception.broad()) {
      return Optional.of("does not cover root: it is not marked as broad");
    }
    return exception.coversTime(event.eventTime())
        ? Optional.empty()
        : Optional.of("is limited to hours in which this call was not made");
  }

  private static ExceptionStatus status(ExceptionEntry entry, Instant now) {
    return switch (entry) {
      case ExceptionEntry.Faulty faulty -> off(faulty.label(), faulty.faults());
      case ExceptionEntry.Sound(AlertException exception) when exception.isExpired(now) ->
          new ExceptionStatus.Off(exception.id(), "expired on " + exception.expires());
      case ExceptionEntry.Sound(AlertException exception) when exception.isTooFarAhead(now) ->
          off(
              exception.id(),
              List.of("it ends on " + exception.expires() + ", more than a year ahead"));
      case ExceptionEntry.Sound(AlertException exception) ->
          new ExceptionStatus.On(exception, Duration.between(now, exception.expires()));
    };
  }

  private static ExceptionStatus.Off off(String label, List<String> faults) {
    return new ExceptionStatus.Off(label, "is off: " + String.join("; ", faults), faults);
  }
}
