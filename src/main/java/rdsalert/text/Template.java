package rdsalert.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sentence with slots, parsed once. Each slot is filled once, with what is quoted for its reader
 * later; what is filled in is never searched again.
 *
 * <p>A slot is {@code {name}}, or {@code {a name}} and {@code {the name}}, which say its noun too:
 * {@code DB security group legacy}. Where there is no value the noun stands alone: {@code a DB
 * security group}, {@code the DB security group}; for {@code {name}}, as it is written.
 */
public record Template(List<Part> parts, Said end, String text) {
  private static final Pattern SLOT = Pattern.compile("\\{(?:(a|the) )?([a-zA-Z][a-zA-Z0-9.-]*)}");

  /**
   * A text of ours, and the slot after it; {@code brief} is for a sentence that has to be short.
   */
  public record Part(Said ours, String slot, Named full, Named brief) {}

  /** What stands before a slot's value, and what in its place where there is none. */
  public record Named(Said before, Said missing) {}

  @FunctionalInterface
  public interface Slots {
    /** The value of a slot; null where there is none. */
    @Nullable Said value(String name);
  }

  @FunctionalInterface
  public interface Nouns {
    /** What a slot's value is, such as {@code DB security group}; null if it has no noun. */
    @Nullable String of(String slot, boolean shortest);
  }

  /** Refuses a text with a brace that is no slot's. */
  public static Template of(String text, Nouns nouns) {
    List<Part> parts = new ArrayList<>();
    Matcher slot = SLOT.matcher(text);
    int from = 0;
    while (slot.find()) {
      String name = slot.group(2);
      Named full = named(slot.group(1), name, nouns.of(name, false));
      Named brief = named(slot.group(1), name, nouns.of(name, true));
      parts.add(new Part(ours(text.substring(from, slot.start())), name, full, brief));
      from = slot.end();
    }
    return new Template(List.copyOf(parts), ours(text.substring(from)), text);
  }

  private static Named named(@Nullable String article, String slot, @Nullable String noun) {
    String missing = noun == null ? slot : noun;
    String the = "a".equals(article) ? article(missing) + " " : "the ";
    return new Named(
        Said.of(article == null || noun == null ? "" : noun + " "),
        Said.of((article == null && noun != null ? "" : the) + missing));
  }

  private static Said ours(String text) {
    if (text.contains("{") || text.contains("}")) {
      throw new IllegalArgumentException(
          "'" + text.strip() + "' has a brace that belongs to no {slot}");
    }
    return Said.of(text);
  }

  public Set<String> slots() {
    return parts.stream().map(Part::slot).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The whole sentence; what has no value reads as its noun. */
  public Said fill(Slots slots) {
    return parts.isEmpty() ? end : Objects.requireNonNull(filled(slots, false, false));
  }

  /** The same, with short nouns where there are any. */
  public Said fill(Slots slots, boolean shortest) {
    return Objects.requireNonNull(filled(slots, shortest, false));
  }

  /** The whole sentence; null if a slot has no value. */
  public @Nullable Said whole(Slots slots) {
    return filled(slots, false, true);
  }

  private @Nullable Said filled(Slots slots, boolean shortest, boolean whole) {
    List<Said> said = new ArrayList<>();
    for (Part part : parts) {
      said.add(part.ours);
      Said value = slots.value(part.slot);
      if (value == null && whole) {
        return null;
      }
      Named named = shortest ? part.brief : part.full;
      said.addAll(value == null ? List.of(named.missing) : List.of(named.before, value));
    }
    said.add(end);
    return Said.join("", said);
  }

  private static String article(String noun) {
    boolean spelled = noun.length() > 1 && !Character.isLowerCase(noun.charAt(1));
    String vowels = spelled ? "AEFHILMNORSX" : "aeioAEIO"; // not u: a user
    return vowels.indexOf(noun.charAt(0)) >= 0 ? "an" : "a";
  }

  /**
   * What is said beside a label, parsed once: parts that end at commas and semicolons, each of
   * which is left out where it lacks a value. Of a part's alternatives, with bars between them, the
   * first that lacks none is taken.
   */
  public record Row(List<Clause> clauses) {
    private static final Pattern BEFORE_SEPARATOR = Pattern.compile("(?=[,;] )");

    /** A part of a row, and what stands before it if another part does. */
    public record Clause(Said separator, List<Template> alternatives) {
      private static Clause of(String text, Template.Nouns nouns) {
        int start = text.startsWith(", ") || text.startsWith("; ") ? 2 : 0;
        String[] alternatives = text.substring(start).split(" \\| ", -1);
        return new Clause(
            Said.of(text.substring(0, start)),
            Stream.of(alternatives).map(one -> Template.of(one, nouns)).toList());
      }
    }

    /** Refuses a text with a brace that is no slot's. */
    public static Row of(String text, Template.Nouns nouns) {
      return new Row(
          BEFORE_SEPARATOR.splitAsStream(text).map(part -> Clause.of(part, nouns)).toList());
    }

    public Set<String> slots() {
      Set<String> names = new TreeSet<>();
      clauses.forEach(clause -> clause.alternatives().forEach(one -> names.addAll(one.slots())));
      return names;
    }

    public Said fill(Template.Slots slots) {
      List<Said> row = new ArrayList<>();
      for (Clause clause : clauses) {
        Said filled = null;
        for (int i = 0; filled == null && i < clause.alternatives.size(); i++) {
          filled = clause.alternatives.get(i).whole(slots);
        }
        if (filled != null) {
          row.addAll(row.isEmpty() ? List.of(filled) : List.of(clause.separator, filled));
        }
      }
      return Said.join("", row);
    }
  }
}
