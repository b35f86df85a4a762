package rdsalert.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is said beside a label, parsed once: parts that end at commas and semicolons, each of which
 * is left out where it lacks a value. Of a part's alternatives, with bars between them, the first
 * that lacks none is taken.
 */
public record Row(List<Part> parts) {
  private static final Pattern BEFORE_SEPARATOR = Pattern.compile("(?=[,;] )");

  /** A part of a row, and what stands before it if another part does. */
  public record Part(String separator, List<Template> alternatives) {
    private static Part of(String text, Template.Nouns nouns) {
      int start = text.startsWith(", ") || text.startsWith("; ") ? 2 : 0;
      String[] alternatives = text.substring(start).split(" \\| ", -1);
      return new Part(
          text.substring(0, start),
          Stream.of(alternatives).map(one -> Template.of(one, nouns)).toList());
    }
  }

  /** Refuses a text with a brace that is no slot's. */
  public static Row of(String text, Template.Nouns nouns) {
    return new Row(BEFORE_SEPARATOR.splitAsStream(text).map(part -> Part.of(part, nouns)).toList());
  }

  public Set<String> slots() {
    Set<String> names = new TreeSet<>();
    parts.forEach(part -> part.alternatives().forEach(one -> names.addAll(one.slots())));
    return names;
  }

  public Said fill(Template.Slots slots) {
    List<Said> row = new ArrayList<>();
    for (Part part : parts) {
      Said filled = null;
      for (int i = 0; filled == null && i < part.alternatives.size(); i++) {
        filled = part.alternatives.get(i).whole(slots);
      }
      if (filled != null) {
        row.add(Said.of(row.isEmpty() ? "" : part.separator));
        row.add(filled);
      }
    }
    return Said.join("", row);
  }
}
