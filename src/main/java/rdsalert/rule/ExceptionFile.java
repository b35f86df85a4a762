package rdsalert.rule;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads exceptions, {@code {"exceptions": [...]}}, and never fails: see {@link AlertExceptions}.
 */
public final class ExceptionFile {
  /** The resource that holds the exceptions that come with the function. */
  public static final String PACKAGED = "/rdsalert/exceptions.json";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ExceptionFile() {}

  /** The exceptions that come with the function. */
  public static AlertExceptions packaged(RuleCatalog rules) {
    try (InputStream in = ExceptionFile.class.getResourceAsStream(PACKAGED)) {
      return in == null
          ? AlertExceptions.unreadable("the packaged file is missing")
          : read(in, rules);
    } catch (IOException e) {
      return AlertExceptions.unreadable("the packaged file cannot be closed");
    }
  }

  /** Reads a file by its path. */
  public static AlertExceptions read(Path file, RuleCatalog rules) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, rules);
    } catch (IOException e) {
      return AlertExceptions.unreadable("the file cannot be opened: " + file.getFileName());
    }
  }

  /** Reads a file; one that is no file of exceptions gives exceptions that say so. */
  public static AlertExceptions read(InputStream in, RuleCatalog rules) {
    JsonNode entries;
    try {
      entries = MAPPER.readTree(in).path("exceptions");
    } catch (JacksonException e) {
      return AlertExceptions.unreadable("the file is not JSON" + at(e));
    } catch (IOException e) {
      return AlertExceptions.unreadable("the file cannot be read");
    }
    return entries.isArray()
        ? exceptions(read(entries, rules), rules)
        : AlertExceptions.unreadable("the file has no list named exceptions");
  }

  private static String at(JacksonException e) {
    var where = e.getLocation();
    return where == null ? "" : ", line " + where.getLineNr() + ", column " + where.getColumnNr();
  }

  private static List<ExceptionEntry> read(JsonNode entries, RuleCatalog rules) {
    Set<String> ruleIds =
        rules.rules().stream().map(DetectionRule::id).collect(Collectors.toUnmodifiableSet());
    Set<String> taken = new HashSet<>();
    List<ExceptionEntry> read = new ArrayList<>();
    for (JsonNode entry : entries) {
      read.add(ExceptionEntryReader.read(entry, "entry " + (read.size() + 1), ruleIds, taken));
    }
    return read;
  }

  /** Their patterns are compiled once: to find what is too broad, and to judge events by. */
  private static AlertExceptions exceptions(List<ExceptionEntry> entries, RuleCatalog rules) {
    PatternSet patterns = PatternSet.of(entries.stream().map(ExceptionEntry::pattern).toList());
    Set<Integer> tooBroad = patterns.isEmpty() ? Set.of() : tooBroad(patterns, rules);
    return AlertExceptions.of(narrowed(entries, tooBroad), patterns);
  }

  /** Turns off what covers everybody, or root, without saying that it is meant to. */
  private static List<ExceptionEntry> narrowed(
      List<ExceptionEntry> entries, Set<Integer> tooBroad) {
    List<ExceptionEntry> narrowed = new ArrayList<>();
    for (ExceptionEntry entry : entries) {
      narrowed.add(
          entry instanceof ExceptionEntry.Sound(AlertException exception) && !exception.broad()
              ? narrow(exception, tooBroad.contains(narrowed.size()))
              : entry);
    }
    return narrowed;
  }

  private static ExceptionEntry narrow(AlertException exception, boolean tooBroad) {
    if (!tooBroad && !RootCoverage.isMeantBy(exception.pattern())) {
      return new ExceptionEntry.Sound(exception);
    }
    String what = tooBroad ? "it matches everybody's calls" : "it names root";
    return new ExceptionEntry.Faulty(
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
