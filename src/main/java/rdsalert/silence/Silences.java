package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.event.ManagementEvent;
import rdsalert.pattern.EventPattern;
import rdsalert.pattern.EventPattern.ClauseResult;
import rdsalert.pattern.PatternSet;
import rdsalert.rule.DetectionRule;

/**
 * A team's exceptions: the calls for which it wants no alert.
 *
 * <p>A bad entry is off and the others stay on: detection goes on, no matter what is wrong with
 * exceptions. An exception silences root only if it is marked as broad, even if its pattern would.
 */
public final class Silences implements SilenceSource {
  /** More than a reader of one alert would look at. */
  private static final int MOST_REMARKS = 3;

  private static final String FILE = "file";

  private final List<SilenceEntry> entries;
  private final PatternSet<Integer> patterns;

  /** Where exceptions were looked for that could not be read. */
  private final List<SilenceStatus.Off> unread;

  private Silences(List<SilenceEntry> entries, List<SilenceStatus.Off> unread) {
    this.entries = List.copyOf(entries);
    this.unread = unread;
    Map<Integer, JsonNode> byPlace = new LinkedHashMap<>();
    for (int place = 0; place < entries.size(); place++) {
      JsonNode pattern = entries.get(place).pattern();
      if (pattern != null) {
        byPlace.put(place, pattern);
      }
    }
    this.patterns = PatternSet.of(byPlace);
  }

  public static Silences none() {
    return of(List.of());
  }

  static Silences of(List<SilenceEntry> entries) {
    return new Silences(entries, List.of());
  }

  /** A file that cannot be read: no exception applies, and every alert says so. */
  public static Silences unreadable(String why) {
    return new Silences(List.of(), List.of(new SilenceStatus.Off(FILE, why)));
  }

  Silences and(List<SilenceEntry> more) {
    return new Silences(Stream.concat(entries.stream(), more.stream()).toList(), unread);
  }

  /** These, without those of a store that cannot be read: every alert says so. */
  Silences without(String why) {
    var store = new SilenceStatus.Off("Parameter Store", why);
    return new Silences(entries, Stream.concat(unread.stream(), Stream.of(store)).toList());
  }

  Set<String> labels() {
    return entries.stream().map(SilenceEntry::label).collect(Collectors.toSet());
  }

  @Override
  public Silences at(Instant now) {
    return this;
  }

  @Override
  public Silences known() {
    return this;
  }

  /** Whether there is nothing to say about any event. */
  public boolean isEmpty() {
    return entries.isEmpty() && unread.isEmpty();
  }

  /** Why the file could not be read; empty if it could. */
  public Optional<String> unreadable() {
    return unread.stream().map(SilenceStatus.Off::why).findFirst();
  }

  public List<SilenceStatus> statuses(Instant now) {
    return entries.stream().map(entry -> entry.status(now)).toList();
  }

  /** Only what is off, the file itself included. */
  public List<SilenceStatus.Off> off(Instant now) {
    return Stream.concat(unread.stream(), statuses(now).stream())
        .filter(SilenceStatus.Off.class::isInstance)
        .map(SilenceStatus.Off.class::cast)
        .toList();
  }

  /**
   * Judges a hit of a rule: the first exception that covers it silences it. None covers what
   * concerns the stack itself: one that did would switch the watch off.
   *
   * @param now decides what is expired; the hours of a schedule are those of the call
   */
  public Verdict judge(DetectionRule rule, ManagementEvent event, Instant now) {
    List<Verdict.Remark> remarks = new ArrayList<>();
    if (rule.isOwn()) {
      return new Verdict.Raised(remarks);
    }
    for (SilenceStatus.Off source : unread) {
      String of = source.label().equals(FILE) ? "" : " of " + source.label();
      remarks.add(new Verdict.Remark(null, "No exception" + of + " applies: " + source.why()));
    }
    for (Verdict verdict : judgeEach(rule, event, now)) {
      switch (verdict) {
        case Verdict.Silenced silenced -> {
          return silenced;
        }
        case Verdict.Raised(var why) -> remarks.addAll(why);
      }
    }
    return new Verdict.Raised(remarks.stream().limit(MOST_REMARKS).toList());
  }

  /** What each entry whose pattern matches a hit would say of it if it stood alone. */
  public List<Verdict> judgeEach(DetectionRule rule, ManagementEvent event, Instant now) {
    return patterns.matching(event.json()).stream()
        .map(entries::get)
        .filter(entry -> entry.concerns(rule))
        .map(entry -> verdict(entry.status(now), rule, event))
        .toList();
  }

  private static Verdict verdict(SilenceStatus status, DetectionRule rule, ManagementEvent event) {
    return switch (status) {
      case SilenceStatus.On(Silence exception, var _) ->
          exception
              .objection(rule, event)
              .<Verdict>map(but -> raised(exception.id(), but))
              .orElseGet(() -> new Verdict.Silenced(exception));
      case SilenceStatus.Off off -> raised(off.label(), off.why());
    };
  }

  private static Verdict.Raised raised(String exception, String why) {
    return new Verdict.Raised(List.of(new Verdict.Remark(exception, why)));
  }

  /** Of the entries whose patterns do not match an event, the one that comes closest. */
  public Optional<Closest> closest(DetectionRule rule, ManagementEvent event) {
    return entries.stream()
        .filter(entry -> entry.concerns(rule))
        .flatMap(entry -> Closest.of(entry, event).stream())
        .min(Comparator.comparingInt(closest -> closest.refusals().size()));
  }

  /** An entry, and the clauses of its pattern that keep it from covering an event. */
  public record Closest(String label, List<ClauseResult> refusals) {
    private static Optional<Closest> of(SilenceEntry entry, ManagementEvent event) {
      return Optional.ofNullable(entry.pattern())
          .filter(pattern -> !pattern.isEmpty())
          .map(pattern -> EventPattern.of(pattern).refusals(event))
          .filter(refusals -> !refusals.isEmpty())
          .map(refusals -> new Closest(entry.label(), refusals));
    }
  }

  /** What a team's exceptions say of a hit. */
  public sealed interface Verdict {
    record Silenced(Silence by) implements Verdict {}

    /**
     * An alert goes out.
     *
     * @param remarks which exceptions would have covered it, and why they did not
     */
    record Raised(List<Remark> remarks) implements Verdict {}

    /**
     * What people have to know of the exceptions.
     *
     * @param exception the one that is for this event but does not silence it; null if this is
     *     about all of them
     * @param why in printable ASCII: the end of a sentence that begins with the exception's name,
     *     or a sentence about all of them
     */
    record Remark(@Nullable String exception, String why) {}
  }
}
