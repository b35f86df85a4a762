package rdsalert.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import rdsalert.event.EventReader;
import rdsalert.event.MalformedEventException;
import rdsalert.event.ManagementEvent;
import rdsalert.hunt.Span;
import rdsalert.local.ScopeOption.Scope;
import rdsalert.local.records.RecordReader;
import rdsalert.local.records.RecordReader.Sink;

/**
 * Reads files side by side, some on each processor, and shows a visitor what is in them in the
 * order in which they were given, on the caller's own thread.
 */
final class Hunt {
  /** What may wait of some files, while those before them are dealt with. */
  private static final int MOST_WAITING = 32;

  /** Of files that are read one after another: handing over each takes as long as reading it. */
  private static final int MOST_TOGETHER = 64;

  /** Names that are remembered; CloudTrail knows fewer. */
  private static final int MOST_NAMES = 100_000;

  private final Scope scope;
  private final Visitor visitor;
  private final Complaints complaints;

  /** Names of calls that are only counted. */
  private final Set<String> dull = ConcurrentHashMap.newKeySet();

  Hunt(Scope scope, Visitor visitor, Complaints complaints) {
    this.scope = scope;
    this.visitor = visitor;
    this.complaints = complaints;
  }

  /** Is shown the events of files one by one. */
  interface Visitor {
    /** An event that can be judged, and where it stands: the file, and its position in it. */
    void event(String where, ManagementEvent event);

    /** Something that AWS writes beside events. */
    default void noCall(String where, String what) {}

    /** Whether calls of a name need not be read, but counted; asked by any thread. */
    default boolean passesOver(String eventName) {
      return false;
    }

    /** How many events there were, and how many of them rules match, for a person. */
    default String progress() {
      return "";
    }

    /** So many were counted, on one day. */
    default void passedOver(int count, String day) {}
  }

  /**
   * Shows every event of files and folders, and complains of those that cannot be judged, and of a
   * file, or standard input, that cannot be read to its end.
   */
  void read(List<String> given) {
    List<String> files = Input.files(given, scope, complaints);
    Progress progress = new Progress(files.size());
    Deque<Part> open = new ArrayDeque<>();
    int processors = Runtime.getRuntime().availableProcessors();
    int together = Math.clamp(files.size() / (8 * processors), 1, MOST_TOGETHER);
    ExecutorService readers = Executors.newFixedThreadPool(processors);
    try {
      for (int next = 0; next < files.size() || !open.isEmpty(); next += together) {
        if (next < files.size()) {
          Part part = new Part(files.subList(next, Math.min(next + together, files.size())));
          open.add(part);
          readers.execute(part);
        }
        if (next >= files.size() || open.size() > 2 * processors) {
          Part part = open.remove();
          if (!show(part)) {
            complaints.undelivered("the output is closed; nothing more is read");
            return;
          }
          progress.files(part.files.size(), visitor);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      readers.shutdownNow();
      progress.clear();
    }
  }

  /** Returns false once the output is closed, as {@code head} does when it has its lines. */
  private static boolean show(Part part) throws InterruptedException {
    boolean isOpen = true;
    while (isOpen) {
      Runnable each = part.waiting.take();
      if (each.equals(part)) {
        return true;
      }
      each.run();
      isOpen = !System.out.checkError();
    }
    return false;
  }

  /** Some files, read on one thread; what is to be shown waits for those before them. */
  private final class Part implements Runnable, Sink {
    private final List<String> files;
    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final EventReader reader = new EventReader();
    private final RecordReader records = new RecordReader(this);
    private String lastDay = "none";
    private boolean holdsDay;
    private int counted;

    Part(List<String> files) {
      this.files = files;
    }

    @Override
    public void run() {
      try {
        files.forEach(this::read);
        counted();
        add(this); // the end of it
      } catch (CancellationException e) {
        // Nothing more is shown.
      }
    }

    private void read(String given) {
      try (InputStream in = Input.open(given)) {
        records.read(Input.nameOf(given), in);
      } catch (IOException e) {
        problem(
            Input.nameOf(given) + ": cannot be read" + RecordReader.because(e) + "; get it again");
      } catch (Input.Problem e) {
        problem(String.valueOf(e.getMessage()));
      } catch (RuntimeException | Error e) {
        problem(Input.nameOf(given) + ": cannot be read further: " + e);
      }
    }

    private void add(Runnable shown) {
      try {
        waiting.put(shown);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException();
      }
    }

    @Override
    public boolean passesOver(String eventName) {
      return dull.contains(eventName)
          || (scope.isOfWholeDays()
              && visitor.passesOver(eventName)
              && (dull.size() >= MOST_NAMES || dull.add(eventName)));
    }

    @Override
    public void event(String where, JsonNode json) {
      JsonNode name = json.at("/detail/eventName");
      if (name.isTextual() && passesOver(name.asText())) {
        passedOver(Span.day(json.at("/detail/eventTime").asText("")));
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
      if (!day.equals(lastDay)) {
        counted();
        lastDay = day;
        holdsDay = scope.holdsDay(day);
      }
      counted += holdsDay ? 1 : 0;
    }

    private void counted() {
      int count = counted;
      String day = lastDay;
      counted = 0;
      if (count > 0) {
        add(() -> visitor.passedOver(count, day));
      }
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
