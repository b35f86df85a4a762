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
import java.util.Map;
import java.util.Set;
import rdsalert.event.Json;
import rdsalert.pattern.PatternCheck;
import rdsalert.rule.RuleCatalog;

/** Reads exceptions, {@code {"exceptions": [...]}}, and never fails: see {@link Silences}. */
public final class SilenceFile {
  /** The resource that holds the exceptions that come with the function. */
  public static final String PACKAGED = "/rdsalert/exceptions.json";

  /** In bytes: far more than people write by hand, and soon read. */
  public static final int LONGEST = 256 * 1024;

  private static final String LIST = "exceptions";

  /** Loud like an entry that is off, since it may have been meant as the list of all. */
  private static final String NOT_KNOWN = "only one list named exceptions is known, and $schema";

  private SilenceFile() {}

  public static Silences packaged(RuleCatalog rules) {
    InputStream in = SilenceFile.class.getResourceAsStream(PACKAGED);
    return in == null ? Silences.unreadable("the packaged file is missing") : read(in, rules);
  }

  public static Silences read(Path file, RuleCatalog rules) {
    try {
      return read(Files.newInputStream(file), rules);
    } catch (IOException e) {
      return Silences.unreadable("the file cannot be opened: " + file.getFileName());
    }
  }

  /** Reads a file and closes it; what is no file of exceptions gives exceptions that say so. */
  public static Silences read(InputStream in, RuleCatalog rules) {
    try (in) {
      byte[] content = in.readNBytes(LONGEST + 1);
      return content.length > LONGEST
          ? Silences.unreadable("the file is longer than 256 KB")
          : read(Json.STRICT.readTree(content), rules);
    } catch (JacksonException e) {
      return Silences.unreadable(fault(e));
    } catch (IOException e) {
      return Silences.unreadable("the file cannot be read");
    }
  }

  private static String fault(JacksonException e) {
    var where = e.getLocation();
    return "the file is not JSON"
        + (where == null ? "" : ", line " + where.getLineNr() + ", column " + where.getColumnNr())
        + (String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")
            ? ": a property is there twice"
            : "");
  }

  /** Reads entries that lie each by itself, by what to call them if they have no id. */
  static List<SilenceEntry> entries(
      Map<String, String> texts, Set<String> taken, RuleCatalog rules) {
    var shared = new SilenceEntry.Shared(rules.known(), new HashSet<>(taken), new PatternCheck());
    return texts.entrySet().stream()
        .map(one -> entry(one.getKey(), one.getValue(), shared))
        .toList();
  }

  private static SilenceEntry entry(String name, String text, SilenceEntry.Shared shared) {
    try {
      return SilenceEntry.read(Json.STRICT.readTree(text), name, shared);
    } catch (JacksonException e) {
      return SilenceEntry.none(name, "it is not JSON");
    }
  }

  private static Silences read(JsonNode file, RuleCatalog rules) {
    if (!file.path(LIST).isArray()) {
      return Silences.unreadable("the file has no list named exceptions");
    }
    var shared = new SilenceEntry.Shared(rules.known(), new HashSet<>(), new PatternCheck());
    List<SilenceEntry> entries = new ArrayList<>();
    for (JsonNode json : file.path(LIST)) {
      entries.add(SilenceEntry.read(json, "entry " + (entries.size() + 1), shared));
    }
    file.properties().stream()
        .filter(property -> !isKnown(property.getKey(), property.getValue()))
        .map(property -> SilenceEntry.printable("property '" + property.getKey() + "' of the file"))
        .forEach(property -> entries.add(SilenceEntry.none(property, NOT_KNOWN)));
    return Silences.of(entries);
  }

  private static boolean isKnown(String property, JsonNode value) {
    return property.equals(LIST) || (property.equals("$schema") && value.isTextual());
  }
}
