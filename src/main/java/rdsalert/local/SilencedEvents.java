package rdsalert.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.AlertException;
import rdsalert.rule.AlertExceptions;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.ExceptionVerdict;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.Verdict;

/** Which of some events each exception silences. */
final class SilencedEvents implements EventVisitor {
  private static final int MOST_NAMED = 10;

  private final RuleCatalog rules;
  private final AlertExceptions exceptions;
  private final Instant now;
  private final Complaints complaints;
  private final Map<String, List<String>> silenced = new HashMap<>();
  private int hits;
  private int alerts;

  SilencedEvents(
      RuleCatalog rules, AlertExceptions exceptions, Instant now, Complaints complaints) {
    this.rules = rules;
    this.exceptions = exceptions;
    this.now = now;
    this.complaints = complaints;
  }

  /** Looks at a file, or at every JSON file of a folder, plain or gzip. */
  void look(Path path) {
    try {
      for (Path file : Files.isDirectory(path) ? files(path) : List.of(path)) {
        EventFile.visit(file.toString(), this);
      }
    } catch (InputProblem | IOException e) {
      complaints.add(String.valueOf(e.getMessage()));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().matches(".*\\.json(\\.gz)?")).sorted().toList();
    }
  }

  @Override
  public void event(String where, ManagementEvent event) {
    for (DetectionRule rule : rules.rules()) {
      if (rule.judge(event) instanceof Verdict.Matched) {
        hits++;
        count(where, exceptions.judge(rule, event, now));
      }
    }
  }

  private void count(String where, ExceptionVerdict verdict) {
    switch (verdict) {
      case ExceptionVerdict.Silenced(AlertException by) ->
          silenced.computeIfAbsent(by.id(), id -> new ArrayList<>()).add(where);
      case ExceptionVerdict.Raised _ -> alerts++;
    }
  }

  @Override
  public void problem(String where, String problem) {
    complaints.add(where + ": " + problem);
  }

  /** Such as {@code silences 2 of 12 hits: events/a.json, events/b.json}. */
  String of(String exceptionId) {
    List<String> events = silenced.getOrDefault(exceptionId, List.of());
    if (events.isEmpty()) {
      return "silences none of " + hits + " hits";
    }
    String named = String.join(", ", events.subList(0, Math.min(MOST_NAMED, events.size())));
    return Terminal.oneLine(
        "silences "
            + events.size()
            + " of "
            + hits
            + " hits: "
            + named
            + (events.size() > MOST_NAMED ? ", ..." : ""));
  }

  /** Such as {@code 10 of 12 hits still alert}. */
  String sum() {
    return alerts + " of " + hits + " hits still alert";
  }
}
