package rdsalert.silence;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import rdsalert.pattern.PatternBudget;
import rdsalert.pattern.PatternSet;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.SilenceFileContent.Entry;

/** Reads exceptions, {@code {"exceptions": [...]}}, and never fails: see {@link Silences}. */
public final class SilenceFile {
  /** The resource that holds the exceptions that come with the function. */
  public static final String PACKAGED = "/rdsalert/exceptions.json";

  private SilenceFile() {}

  /** The exceptions that come with the function. */
  public static Silences packaged(RuleCatalog rules) {
    try (InputStream in = SilenceFile.class.getResourceAsStream(PACKAGED)) {
      return in == null ? Silences.unreadable("the packaged file is missing") : read(in, rules);
    } catch (IOException e) {
      return Silences.unreadable("the packaged file cannot be closed");
    }
  }

  /** Reads a file by its path. */
  public static Silences read(Path file, RuleCatalog rules) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, rules);
    } catch (IOException e) {
      return Silences.unreadable("the file cannot be opened: " + file.getFileName());
    }
  }

  /** Reads a file; one that is no file of exceptions gives exceptions that say so. */
  public static Silences read(InputStream in, RuleCatalog rules) {
    try {
      SilenceFileContent content = SilenceFileContent.read(in);
      return content.entries() == null
          ? Silences.unreadable("the file has no list named exceptions")
          : exceptions(affordable(read(content.entries(), content.others(), rules)), rules);
    } catch (JacksonException e) {
      return Silences.unreadable("the file is not JSON" + at(e));
    } catch (IOException e) {
      return Silences.unreadable("the file cannot be read");
    }
  }

  private static String at(JacksonException e) {
    var where = e.getLocation();
    return where == null ? "" : ", line " + where.getLineNr() + ", column " + where.getColumnNr();
  }

  private static List<SilenceEntry> read(
      List<Entry> entries, List<String> others, RuleCatalog rules) {
    Set<String> ruleIds =
        rules.rules().stream().map(DetectionRule::id).collect(Collectors.toUnmodifiableSet());
    Set<String> taken = new HashSet<>();
    List<SilenceEntry> read = new ArrayList<>();
    for (Entry entry : entries) {
      String place = "entry " + (read.size() + 1);
      read.add(
          switch (entry) {
            case Entry.Read(JsonNode json) -> SilenceEntryReader.read(json, place, ruleIds, taken);
            case Entry.Unread(String fault) ->
                new SilenceEntry.Faulty(
                    place, null, null, List.of(SilenceEntryReader.printable(fault)));
          });
    }
    for (String other : others) {
      read.add(notKnown(other));
    }
    return read;
  }

  /** Without the patterns that would keep the function from starting in time. */
  private static List<SilenceEntry> affordable(List<SilenceEntry> entries) {
    PatternBudget budget = new PatternBudget();
    List<SilenceEntry> affordable = new ArrayList<>();
    for (SilenceEntry entry : entries) {
      JsonNode pattern = entry.pattern();
      Optional<String> fault = pattern == null ? Optional.empty() : budget.take(pattern);
      affordable.add(
          fault.isEmpty()
              ? entry
              : new SilenceEntry.Faulty(entry.label(), entry.ruleId(), null, List.of(fault.get())));
    }
    return affordable;
  }

  /** Loud like an entry that is off, since it may have been meant as the list of all. */
  private static SilenceEntry notKnown(String property) {
    return new SilenceEntry.Faulty(
        SilenceEntryReader.printable("property '" + property + "' of the file"),
        null,
        null,
        List.of("only one list named exceptions is known, and $schema"));
  }

  /** Their patterns are compiled once: to find what is too broad, and to judge events by. */
  private static Silences exceptions(List<SilenceEntry> entries, RuleCatalog rules) {
    PatternSet patterns = PatternSet.of(entries.stream().map(SilenceEntry::pattern).toList());
    Set<Integer> tooBroad = patterns.isEmpty() ? Set.of() : tooBroad(patterns, rules);
    return Silences.of(narrowed(entries, tooBroad), patterns);
  }

  /** Turns off what covers everybody, or root, without saying that it is meant to. */
  private static List<SilenceEntry> narrowed(List<SilenceEntry> entries, Set<Integer> tooBroad) {
    List<SilenceEntry> narrowed = new ArrayList<>();
    for (SilenceEntry entry : entries) {
      narrowed.add(
          entry instanceof SilenceEntry.Sound(Silence exception) && !exception.broad()
              ? narrow(exception, tooBroad.contains(narrowed.size()))
              : entry);
    }
    return narrowed;
  }

  private static SilenceEntry narrow(Silence exception, boolean tooBroad) {
    if (!tooBroad && !RootCoverage.isMeantBy(exception.pattern())) {
      return new SilenceEntry.Sound(exception);
    }
    String what = tooBroad ? "it matches everybody's calls" : "it names root";
    return new SilenceEntry.Faulty(
        exception.id(),
        exception.ruleId(),
        exception.pattern(),
        List.of(what + "; narrow its pattern, or say \"broad\": true"));
  }

  private static Set<Integer> tooBroad(PatternSet patterns, RuleCatalog rules) {
    return rules.rules().stream()
        .flatMap(rule -> Breadth.matchingAnybody(rule, patterns))
        .collect(Collectors.toUnmodifiableSet());
  }
}
