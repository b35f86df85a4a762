package rdsalert.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import rdsalert.event.EventReader;
import rdsalert.event.MalformedEventException;
import rdsalert.event.ManagementEvent;
import rdsalert.local.records.RecordReader;
import rdsalert.local.records.Sink;

/**
 * Reads files side by side, one on each processor, and shows a visitor what is in them in the order
 * in which they were given, on the caller's own thread.
 */
final class Hunt {
  /** What may wait of one file, while those before it are dealt with. */
  private static final int MOST_WAITING = 32;

  private static final int FILES_AHEAD = 64;
  private static final int COUNTED_AT_ONCE = 50_000;

  /** Names that are remembered; CloudTrail knows fewer. */
  private static final int MOST_NAMES = 100_000;

  private final ScopeOption scope;
  private final Visitor visitor;
  private final Complaints complaints;

  private Hunt(ScopeOption scope, Visitor visitor, Complaints complaints) {
    this.scope = scope;
    this.visitor = visitor;
    this.complaints = complaints;
  }

  /** Is shown the events of files one by one. */
  interface Visitor {
    /** An event that can be judged, and where it stands: the file, and its position in it. */
    void event(String where, ManagementEvent event);

    /** Something that AWS writes beside events. */
    void noCall(String where, String what);

    /** Whether calls of a name need not be read, but counted; asked by any thread. */
    default boolean passesOver(String eventName) {
      return false;
    }

    /** How many events there were, and how many of them rules match; for whoever waits. */
    default int events() {
      return 0;
    }

    default int hits() {
      return 0;
    }

    /** So many were counted, on these days. */
    default void passedOver(int count, Set<String> days) {}
  }

  /**
   * Shows every event of files and folders to a visitor, and complains of those that cannot be
   * judged, and of a file, or standard input, that cannot be read to its end.
   */
  static void visit(List<String> given, ScopeOption scope, Visitor visitor, Complaints complaints) {
    new Hunt(scope, visitor, complaints).read(Input.files(given, scope));
  }

  private void read(List<String> files) {
    Progress progress = new Progress(files.size());
    Deque<BlockingQueue<Runnable>> open = new ArrayDeque<>();
    Iterator<String> next = files.iterator();
    int processors = Runtime.getRuntime().availableProcessors();
    ExecutorService readers = Executors.newFixedThreadPool(processors);
    try {
      while (next.hasNext() || !open.isEmpty()) {
        while (next.hasNext() && open.size() < FILES_AHEAD) {
          OneFile file = new OneFile(next.next());
          open.add(file.waiting);
          readers.execute(file);
        }
        show(open.remove());
        progress.file(visitor);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      readers.shutdownNow();
      progress.clear();
    }
  }

  private static void show(BlockingQueue<Runnable> waiting) throws InterruptedException {
    for (Runnable each = waiting.take(); !(each instanceof End); each = waiting.take()) {
      each.run();
    }
  }

  /** What comes after everything in a file. */
  private record End() implements Runnable {
    @Override
    public void run() {
      // Nothing is shown.
    }
  }

  /** A file, read on a thread of its own; what is to be shown waits for those before it. */
  private final class OneFile implements Runnable, Sink {
    private final String given;
    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final EventReader reader = new EventReader();
    private final Map<String, Boolean> dull = new HashMap<>();
    private Set<String> days = new TreeSet<>();
    private String lastDay = "";
    private int counted;

    OneFile(String given) {
      this.given = given;
    }

    @Override
    public void run() {
      try (InputStream in = Input.open(given)) {
        new RecordReader(this).read(Input.nameOf(given), in);
      } catch (IOException e) {
        problem(String.valueOf(Input.unreadable(given, e).getMessage()));
      } catch (Input.Problem e) {
        problem(String.valueOf(e.getMessage()));
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        problem(Input.nameOf(given) + ": cannot be read further: " + e);
      } finally {
        counted();
        add(new End());
      }
    }

    private void add(Runnable shown) {
      try {
        waiting.put(shown);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean passesOver(String eventName) {
      Boolean known = dull.get(eventName);
      if (known == null || !known) {
        known = !eventName.contains(":") && visitor.passesOver(eventName);
        if (dull.size() < MOST_NAMES) {
          dull.put(eventName, known);
        }
      }
      return known;
    }

    @Override
    public void event(String where, JsonNode json) {
      JsonNode name = json.at("/detail/eventName");
      if (name.isTextual() && passesOver(name.asText())) {
        passedOver(json.at("/detail/eventTime").asText(""));
        return;
      }
      try {
        ManagementEvent event = reader.read(json);
        if (scope.holds(event)) {
          add(() -> show(where, event));
        }
      } catch (MalformedEventException e) {
        problem(where + ": " + e.getMessage());
      } catch (RuntimeException e) {
        problem(where + ": cannot be read: " + e);
      }
    }

    /** One bad event never ends a hunt. */
    private void show(String where, ManagementEvent event) {
      try {
        visitor.event(where, event);
      } catch (RuntimeException | StackOverflowError e) {
        complaints.add(where + ": failed, and the rest goes on: " + e);
      }
    }

    @Override
    public void passedOver(String day) {
      counted++;
      if (!day.equals(lastDay)) {
        days.add(day);
        lastDay = day;
      }
      if (counted == COUNTED_AT_ONCE || days.size() > COUNTED_AT_ONCE / 1_000) {
        counted();
      }
    }

    private void counted() {
      int count = counted;
      Set<String> when = days;
      counted = 0;
      days = new TreeSet<>();
      lastDay = "";
      add(() -> visitor.passedOver(count, when));
    }

    @Override
    public void noCall(String where, String what) {
      add(() -> visitor.noCall(where, what));
    }

    @Override
    public void problem(String message) {
      add(() -> complaints.add(message));
    }
  }
}
