package rdsalert.wire;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What stories were made of. */
final class WireFigures {
  private final Map<Run.Ending, Integer> endings = new EnumMap<>(Run.Ending.class);
  private int stories;
  private int events;
  private int published;
  private int copies;
  private int held;
  private int digests;
  private int calls;

  synchronized void add(Story story) {
    stories++;
    events += story.expected().size();
    published += story.copies().size();
    copies += story.taken("alert").size() - story.copies().size();
    held += story.held().values().stream().mapToInt(List::size).sum();
    digests += story.digests().size();
    for (Run run : story.runs()) {
      endings.merge(run.ending(), 1, Integer::sum);
      calls += run.calls();
    }
  }

  @Override
  public synchronized String toString() {
    return ("%,d histories on the wire: %,d events, %,d published, %,d further copies, %,d held,"
            + " %,d windows with a digest; runs %s, %,d calls")
        .formatted(stories, events, published, copies, held, digests, endings, calls);
  }
}
