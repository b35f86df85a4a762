package rdsalert.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which hits the pattern of one exception matches, and which of these it would silence. */
final class Coverage {
  private static final int MOST_NAMED = 10;

  private final List<Hit> named = new ArrayList<>();
  private int matched;
  private int silenced;
  private int silencedBefore;

  /**
   * A hit that the pattern matches.
   *
   * @param note what else there is to say if the exception is on
   */
  private record Hit(String where, String note) {}

  /**
   * It would silence a hit.
   *
   * @param earlier the exception that does so before it
   */
  void silences(String where, Optional<String> earlier) {
    silenced++;
    if (earlier.isPresent()) {
      silencedBefore++;
    }
    matches(where, earlier.map(id -> ", which " + id + " silences already").orElse(""));
  }

  /** Its pattern matches a hit that it does not silence. */
  void leaves(String where, String why) {
    matches(where, ", but it " + why);
  }

  private void matches(String where, String note) {
    matched++;
    if (named.size() < MOST_NAMED) {
      named.add(new Hit(where, note));
    }
  }

  /** What to say of an exception that is on. */
  List<String> whenOn(int hits) {
    int left = matched - silenced;
    String before = "; earlier entries silence " + Counted.number(silencedBefore);
    String alone = "; leaves " + Counted.number(left) + " alone that its pattern matches";
    String sum =
        "would silence "
            + Counted.share(silenced, hits, "hit")
            + (silencedBefore > 0 ? before + " of these already" : "")
            + (left > 0 ? alone : "");
    return lines(sum, named.stream().map(hit -> Terminal.oneLine(hit.where()) + hit.note()));
  }

  /** What to say of one that is off; nothing if there is nothing to add to why it is. */
  List<String> whenOff(int hits) {
    String sum = "its pattern matches " + Counted.share(matched, hits, "hit");
    return matched == 0
        ? List.of()
        : lines(sum, named.stream().map(hit -> Terminal.oneLine(hit.where())));
  }

  private List<String> lines(String sum, Stream<String> hits) {
    int more = matched - named.size();
    return Stream.of(
            Stream.of(sum),
            hits.map(hit -> "  " + hit),
            more > 0
                ? Stream.of("  and " + Counted.number(more) + " more")
                : Stream.<String>empty())
        .flatMap(lines -> lines)
        .toList();
  }
}
