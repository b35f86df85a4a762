package rdsalert.hunt;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rdsalert.text.Words;

/**
 * A table of how many hits there were, and when: a line for each group, darker where there are
 * more.
 */
record HeatMap(Timeline timeline) {
  private static final int MOST_LINES = 40;

  static Hit gravest(List<Hit> group) {
    return group.stream().max(Comparator.comparingInt(hit -> hit.rule().risk())).orElseThrow();
  }

  String table(String of, List<List<Hit>> groups, Function<Hit, String> name) {
    int more = groups.size() - MOST_LINES;
    String rest =
        more <= 0 ? "" : "<p>The first " + MOST_LINES + " of " + groups.size() + ".</p>\n";
    return """
        <section class="chart" tabindex="0" aria-label="By %1$s">
        <table>
        <caption>By %1$s, each column %2$s</caption>
        <thead><tr><th scope="col">%3$s</th><th scope="col" class="sum">Alerts</th>%4$s</tr></thead>
        <tbody>
        %5$s</tbody>
        </table>
        %6$s</section>
        """
        .formatted(
            of,
            timeline.stepWords(),
            Words.capitalized(of),
            IntStream.range(0, timeline.parts())
                .mapToObj(
                    part ->
                        "<th scope=\"col\" class=\"when\"><span>"
                            + timeline.label(part)
                            + "</span></th>")
                .collect(Collectors.joining()),
            groups.stream()
                .limit(MOST_LINES)
                .map(group -> line(group, name.apply(group.getFirst())))
                .collect(Collectors.joining()),
            rest);
  }

  private String line(List<Hit> group, String name) {
    var byPart = group.stream().collect(Collectors.groupingBy(hit -> timeline.part(hit.time())));
    return "<tr><th scope=\"row\">%s <a href=\"#%s\"><bdi>%s</bdi></a></th><td class=\"sum\">%d</td>%s</tr>\n"
        .formatted(
            HitPage.badge(gravest(group), ""),
            gravest(group).anchor(),
            HitPage.text(name),
            group.size(),
            IntStream.range(0, timeline.parts())
                .mapToObj(part -> cell(byPart.getOrDefault(part, List.of())))
                .collect(Collectors.joining()));
  }

  private static String cell(List<Hit> hits) {
    if (hits.isEmpty()) {
      return "<td></td>";
    }
    int heat = hits.size() >= 20 ? 4 : hits.size() >= 5 ? 3 : hits.size() >= 2 ? 2 : 1;
    return "<td class=\"heat%d\"><a href=\"#%s\">%d</a></td>"
        .formatted(heat, hits.getFirst().anchor(), hits.size());
  }
}
