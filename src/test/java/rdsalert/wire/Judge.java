package rdsalert.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import rdsalert.wire.Topic.Taken;

/** What must hold of every story, told by what SNS took. */
final class Judge {
  /** What two clocks that are set by a header without fractions of a second may differ. */
  private static final Duration RESOLUTION = Duration.ofSeconds(3);

  /** The edge of a window may carry one call's timeout. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final Duration NO_SECOND_BEFORE = Duration.ofMinutes(10).minus(RESOLUTION);
  private static final int MOST_IN_AN_HOUR = 3;
  private static final int MOST_LISTED = 20;

  private final Story story;
  private final List<String> complaints = new ArrayList<>();

  private Judge(Story story) {
    this.story = story;
  }

  /** What is wrong; empty if nothing is. */
  static List<String> judge(Story story) {
    Judge judge = new Judge(story);
    judge.lost();
    judge.copies();
    judge.cap();
    // Twice and eleven times if the machines' clocks were right: these are wrong by months.
    judge.pace(Duration.ofSeconds(1), 3 * story.setup().pace());
    judge.pace(Duration.ofSeconds(10), 12 * story.setup().pace());
    judge.digests();
    judge.notices();
    judge.runs();
    story.waiting().forEach(name -> judge.complaints.add("never comes to rest: " + name));
    return judge.complaints;
  }

  /** Every call was told of: by a message of its own, or by a digest that lists or counts it. */
  private void lost() {
    Set<String> published = story.copies().keySet();
    Set<String> held =
        story.held().values().stream().flatMap(List::stream).collect(Collectors.toSet());
    for (SampleCall call : story.expected()) {
      String id = call.eventId();
      if (!published.contains(id) && !held.contains(id)) {
        complaints.add("lost: " + id);
      }
      if (published.contains(id) && held.contains(id)) {
        complaints.add("published and held: " + id);
      }
    }
  }

  private void copies() {
    story.copies().forEach(this::copies);
  }

  private void copies(String id, List<Taken> copies) {
    Instant first = copies.getFirst().at();
    for (int i = 1; i < copies.size(); i++) {
      Taken copy = copies.get(i);
      if (copies.subList(0, i).stream().noneMatch(this::inDoubt)) {
        complaints.add("again without a reason: " + id + " at " + copy.at());
      }
      if (copy.at().isBefore(first.plus(NO_SECOND_BEFORE))) {
        complaints.add("again too early: " + id + " at " + first + " and " + copy.at());
      }
    }
    long inAnHour =
        copies.stream().filter(c -> c.at().isBefore(first.plus(Duration.ofHours(1)))).count();
    if (inAnHour > MOST_IN_AN_HOUR) {
      complaints.add("too often: " + id + ", " + inAnHour + " times in an hour");
    }
  }

  private boolean inDoubt(Taken message) {
    return message.fault().leavesInDoubt() || !story.endedWell(message);
  }

  /** What came just after a window's start may count in the window before, if that has room. */
  private void cap() {
    long length = story.setup().window().toSeconds();
    Map<Long, Integer> used = new TreeMap<>();
    for (Instant at : story.times("alert")) {
      long window = at.getEpochSecond() / length;
      long graced = at.minus(GRACE).getEpochSecond() / length;
      boolean before = graced != window && used.getOrDefault(graced, 0) < story.setup().cap();
      used.merge(before ? graced : window, 1, Integer::sum);
    }
    used.forEach(
        (window, count) -> {
          if (count > story.setup().cap()) {
            complaints.add(
                "over the cap: %d in the window of %s"
                    .formatted(count, Instant.ofEpochSecond(window * length)));
          }
        });
  }

  private void pace(Duration span, int most) {
    List<Instant> times = story.taken().stream().map(Taken::at).sorted().toList();
    for (int i = 0; i + most < times.size(); i++) {
      if (times.get(i + most).isBefore(times.get(i).plus(span))) {
        complaints.add("over the pace: more than " + most + " in " + span + " at " + times.get(i));
        return;
      }
    }
  }

  private void digests() {
    Map<String, Taken> digests = story.digests();
    story
        .held()
        .forEach(
            (window, held) -> {
              Taken digest = digests.get(window);
              if (digest == null) {
                complaints.add("no digest of " + held.size() + " held in " + window);
              } else {
                digest(digest, held);
              }
            });
    digests.forEach(
        (window, digest) -> {
          if (!story.held().containsKey(window) && digest.held() > 0 && story.clean()) {
            complaints.add("digest of nothing: " + window);
          }
        });
  }

  private void digest(Taken digest, List<String> held) {
    String what =
        "digest of %s says %s%d, held %d"
            .formatted(
                digest.about(), digest.exact() ? "" : "at most ", digest.held(), held.size());
    if (digest.held() < held.size() || (digest.held() > held.size() && digest.exact())) {
      complaints.add(what);
    }
    if (digest.listed().size() != Math.min(held.size(), MOST_LISTED)
        || !held.containsAll(digest.listed())) {
      complaints.add(what + " and lists " + digest.listed());
    }
  }

  private void notices() {
    Map<String, Long> notices =
        story.taken("notice").stream()
            .collect(Collectors.groupingBy(Taken::about, TreeMap::new, Collectors.counting()));
    notices.forEach(
        (window, count) -> {
          if (!story.held().containsKey(window)) {
            complaints.add("notice of nothing: " + window);
          }
          if (count > 1 && story.clean()) {
            complaints.add(count + " notices of " + window);
          }
        });
  }

  /** A failed run says so, and none lasts until Lambda ends it. */
  private void runs() {
    Map<String, String> lines =
        story.log().stream()
            .filter(line -> line.startsWith("{\"_aws\""))
            .collect(Collectors.toMap(Judge::requestId, Function.identity(), (a, b) -> b));
    for (Run run : story.runs()) {
      if (run.ending() == Run.Ending.OVERDUE) {
        complaints.add("ended by Lambda: " + run);
      }
      if (run.ending() == Run.Ending.FAILED
          && !saysFailed(lines.getOrDefault(run.requestId(), "{}"))) {
        complaints.add("failed without a word: " + run);
      }
    }
  }

  private static String requestId(String line) {
    return Store.json(line).path("requestId").asText();
  }

  private static boolean saysFailed(String line) {
    return Store.json(line).path("Failed").asInt() > 0;
  }
}
