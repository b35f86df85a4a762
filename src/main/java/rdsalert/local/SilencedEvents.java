package rdsalert.local;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.Verdict;
import rdsalert.silence.Silence;
import rdsalert.silence.SilenceStatus;
import rdsalert.silence.SilenceVerdict;
import rdsalert.silence.Silences;

/** Which of some events each exception silences, and how many none does. */
final class SilencedEvents implements EventVisitor {
  private final RuleCatalog rules;
  private final Silences exceptions;
  private final Instant now;
  private final Complaints complaints;
  private final Map<Integer, Coverage> coverages = new HashMap<>();
  private int events;
  private int hits;
  private int alerts;
  private boolean complained;

  SilencedEvents(RuleCatalog rules, Silences exceptions, Instant now, Complaints complaints) {
    this.rules = rules;
    this.exceptions = exceptions;
    this.now = now;
    this.complaints = complaints;
  }

  /** Looks at a file, or at every JSON file of a folder, and complains if there is no event. */
  void look(String given) {
    try {
      EventFolder.files(given).forEach(this::lookAt);
    } catch (InputProblem e) {
      complain(String.valueOf(e.getMessage()));
    }
    if (events == 0 && !complained) {
      complain(given + ": no event was found; of a folder, files *.json and *.json.gz are read");
    }
  }

  private void lookAt(String file) {
    try {
      EventFile.visit(file, this);
    } catch (InputProblem e) {
      complain(String.valueOf(e.getMessage()));
    }
  }

  private void complain(String problem) {
    complained = true;
    complaints.add(problem);
  }

  @Override
  public void event(String where, ManagementEvent event) {
    events++;
    for (DetectionRule rule : rules.rules()) {
      if (rule.judge(event) instanceof Verdict.Matched) {
        hit(where, rule, event);
      }
    }
  }

  private void hit(String where, DetectionRule rule, ManagementEvent event) {
    hits++;
    Optional<String> earlier = Optional.empty();
    for (var each : exceptions.judgeEach(rule, event, now).entrySet()) {
      Coverage coverage = coverages.computeIfAbsent(each.getKey(), place -> new Coverage());
      switch (each.getValue()) {
        case SilenceVerdict.Silenced(Silence by) -> {
          coverage.silences(where, earlier);
          earlier = earlier.or(() -> Optional.of(by.id()));
        }
        case SilenceVerdict.Raised(var remarks) -> coverage.leaves(where, remarks.getFirst().why());
      }
    }
    if (earlier.isEmpty()) {
      alerts++;
    }
  }

  @Override
  public Optional<Screen> screen() {
    return Optional.of(Screen.of(rules));
  }

  @Override
  public boolean countsIgnored() {
    return true;
  }

  @Override
  public void ignored() {
    events++;
  }

  @Override
  public void problem(String where, String problem) {
    complain(where + ": " + problem);
  }

  /** How many events there were. */
  int events() {
    return events;
  }

  /** What the entry at a place would silence, counted from 0; nothing if there is no hit. */
  List<String> of(int place, SilenceStatus status) {
    Coverage coverage = coverages.getOrDefault(place, new Coverage());
    return switch (status) {
      case SilenceStatus.On _ when hits > 0 -> coverage.whenOn(hits);
      case SilenceStatus.On _ -> List.of();
      case SilenceStatus.Off _ -> coverage.whenOff(hits);
    };
  }

  /** Such as {@code 10 of 12 hits would still alert (14 events read)}. */
  String sum() {
    String read = Counted.of(events, "event");
    return hits == 0
        ? "no hit in " + read + ": no rule matches, so there is nothing to silence"
        : Counted.share(alerts, hits, "hit") + " would still alert (" + read + " read)";
  }
}
