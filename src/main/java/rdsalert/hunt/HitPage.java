package rdsalert.hunt;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import rdsalert.delivery.AlertPublisher;
import rdsalert.render.Message;
import rdsalert.text.PackagedText;
import rdsalert.text.Words;

/**
 * Keeps alerts instead of sending them, and writes a page of them that loads nothing and runs
 * nothing: its own policy, in {@code page.html}, allows its one style by its digest and no more.
 */
public final class HitPage implements AlertPublisher {
  /** Alerts whose text is kept; a page of more would be too large for a browser. */
  static final int MOST = 2_000;

  /** What is not seen or turns what is around it; the lines of an email stay. */
  private static final Pattern UNSEEN =
      Pattern.compile("(?!\n)[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]");

  /** So few are laid open at once. */
  private static final int FEW = 3;

  /** The least grave first, and of these the last. */
  private final Queue<Hit> gravest =
      new PriorityQueue<>(
          Comparator.comparingInt((Hit hit) -> hit.rule().risk())
              .thenComparing(Comparator.comparingInt(Hit::number).reversed()));

  private List<Hit> hits = List.of();
  private int count;

  @Override
  public String publish(Message message) {
    if (message.kind() == Message.Kind.ALERT) {
      gravest.add(Hit.of(++count, message));
      if (gravest.size() > MOST) {
        gravest.remove();
      }
    }
    return "shown-" + count;
  }

  public String html() {
    hits =
        gravest.stream()
            .sorted(Comparator.comparing(Hit::time).thenComparingInt(Hit::number))
            .toList();
    String title = "Hunt: " + (count == 0 ? "no alert" : Words.count(count, "alert"));
    return PackagedText.of("/rdsalert/hunt/page.html")
        .replace("{title}", title)
        .replace("{body}", hits.isEmpty() ? "" : body());
  }

  private String body() {
    List<List<Hit>> byRule = groups(hit -> hit.rule().name());
    HeatMap map = new HeatMap(Timeline.of(hits.getFirst().time(), hits.getLast().time()));
    return facts()
        + map.table("rule", byRule, hit -> hit.rule().name())
        + map.table("caller", groups(Hit::caller), Hit::caller)
        + "<h2>Alerts</h2>\n"
        + byRule.stream().map(this::section).collect(Collectors.joining());
  }

  private String facts() {
    String severities =
        groups(hit -> hit.rule().severity()).stream()
            .map(group -> badge(group.getFirst(), group.size() + " "))
            .collect(Collectors.joining(" "));
    String shown =
        count <= MOST
            ? ""
            : "<p class=\"cut\">Only the gravest "
                + MOST
                + " are shown and counted below. Narrow the hunt to see the others.</p>\n";
    return "%s<p>%s</p>\n<p>%s to %s UTC. %s, %s, %s.</p>\n"
        .formatted(
            shown,
            severities,
            minute(hits.getFirst().time()),
            minute(hits.getLast().time()),
            count(hits, Hit::caller, "caller"),
            count(hits, hit -> hit.place().account(), "account"),
            count(hits, hit -> hit.place().region(), "Region"));
  }

  private static String count(List<Hit> of, Function<Hit, String> what, String noun) {
    return Words.count((int) of.stream().map(what).distinct().count(), noun);
  }

  private static String minute(Instant time) {
    return time.toString().substring(0, 16).replace('T', ' ');
  }

  /** The gravest group first, then the largest; in each, the earliest first. */
  private List<List<Hit>> groups(Function<Hit, String> by) {
    return hits.stream()
        .collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .sorted(
            Comparator.<List<Hit>>comparingInt(group -> HeatMap.gravest(group).rule().risk())
                .thenComparingInt(List::size)
                .reversed())
        .toList();
  }

  /** Text in a page: it stays text and never becomes markup. */
  static String text(String text) {
    return UNSEEN
        .matcher(text)
        .replaceAll("?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String badge(Hit hit, String before) {
    String severity = text(hit.rule().severity());
    return "<span class=\"badge %s\">%s%s</span>"
        .formatted(severity.toLowerCase(Locale.ROOT), text(before), severity);
  }

  private String section(List<Hit> ofRule) {
    Hit first = ofRule.getFirst();
    return "<section>\n<h3>%s %s</h3>\n<p>%s, %s, %s</p>\n%s</section>\n"
        .formatted(
            badge(first, ""),
            text(first.rule().name()),
            Words.count(ofRule.size(), "alert"),
            count(ofRule, Hit::caller, "caller"),
            count(ofRule, hit -> hit.place().account(), "account"),
            ofRule.stream().map(this::alert).collect(Collectors.joining()));
  }

  private String alert(Hit hit) {
    return """
        <details%s>
        <summary><time datetime="%s">%s</time> <bdi class="title">%s</bdi> <span class="place">%s %s</span></summary>
        <div id="%s" class="alert">
        <pre dir="ltr" tabindex="0">%s</pre>
        </div>
        </details>
        """
        .formatted(
            hits.size() <= FEW ? " open" : "",
            hit.time(),
            hit.time().toString().replace('T', ' '),
            text(hit.title()),
            text(hit.place().account()),
            text(hit.place().region()),
            hit.anchor(),
            text(hit.email()));
  }
}
