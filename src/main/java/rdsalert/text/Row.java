package rdsalert.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is said beside a label, parsed once: parts that end at commas and semicolons, each of which
 * is left out where it lacks a value. Of a part's alternatives, with bars between them, the first
 * that lacks none is taken.
 */
public record Row(List<Part> parts) {
  private static final Pattern SEPARATOR = Pattern.compile("[,;] ");

  /**
   * A part of a row.
   *
   * @param separator what stands before it if another part does
   */
  public record Part(String separator, List<Template> alternatives) {
    private Optional<Said> fill(Template.Slots slots) {
      return alternatives.stream().flatMap(one -> one.whole(slots).stream()).findFirst();
    }
  }

  public Row {
    parts = List.copyOf(parts);
  }

  /**
   * Reads a row.
   *
   * @throws IllegalArgumentException if a brace is no slot's
   */
  public static Row of(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher end = SEPARATOR.matcher(text);
    String separator = "";
    int from = 0;
    while (end.find()) {
      parts.add(part(separator, text.substring(from, end.start())));
      separator = end.group();
      from = end.end();
    }
    parts.add(part(separator, text.substring(from)));
    return new Row(parts);
  }

  private static Part part(String separator, String alternatives) {
    return new Part(
        separator, Stream.of(alternatives.split(" \\| ", -1)).map(Template::of).toList());
  }

  /** The names of all slots. */
  public Set<String> slots() {
    Set<String> names = new TreeSet<>();
    parts.forEach(part -> part.alternatives().forEach(one -> names.addAll(one.slots())));
    return names;
  }

  /** The parts that lack nothing; empty if each lacks something. */
  public Said fill(Template.Slots slots) {
    Said row = Said.of("");
    for (Part part : parts) {
      Optional<Said> filled = part.fill(slots);
      if (filled.isPresent()) {
        row = row.isEmpty() ? filled.get() : row.and(part.separator()).and(filled.get());
      }
    }
    return row;
  }
}
