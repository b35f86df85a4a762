package rdsalert.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.render.Message;

/** Keeps what was published, and fails where a test says so. */
public final class RecordingPublisher implements AlertPublisher {
  private final List<Message> published = new ArrayList<>();
  private int unanswered;
  private final Deque<Supplier<RuntimeException>> faults = new ArrayDeque<>();

  @Override
  public synchronized String publish(Message message) {
    Supplier<RuntimeException> fault = faults.poll();
    if (fault != null) {
      throw fault.get();
    }
    published.add(message);
    if (unanswered > 0) {
      unanswered--;
      throw PublishFailedException.unanswered(
          "no answer from SNS", new IllegalStateException("injected"));
    }
    return "message-" + published.size();
  }

  /** Lets the next publishes fail in a way that passes. */
  public synchronized RecordingPublisher failingTimes(int times) {
    for (int i = 0; i < times; i++) {
      faults.add(() -> failure("InternalError", true));
    }
    return this;
  }

  /** Lets the next messages be taken without an answer. */
  public synchronized RecordingPublisher losingAnswers(int times) {
    unanswered += times;
    return this;
  }

  /** How many messages are still to be taken without an answer. */
  public synchronized int unanswered() {
    return unanswered;
  }

  /** Lets the next publish be refused for good. */
  public synchronized RecordingPublisher failingForGood(String code) {
    faults.add(() -> failure(code, false));
    return this;
  }

  public synchronized List<Message> published() {
    return List.copyOf(published);
  }

  /** How many messages of a kind were published. */
  public synchronized long count(Message.Kind kind) {
    return published.stream().filter(message -> message.kind() == kind).count();
  }

  private static PublishFailedException failure(String code, boolean passes) {
    return PublishFailedException.refused(code, passes, new IllegalStateException("injected"));
  }
}
