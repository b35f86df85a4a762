package rdsalert.aws;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Ends what takes too long and heeds nothing else, such as a name lookup.
 *
 * <p>The work is done by a virtual thread, because an interrupt closes the socket that such a
 * thread waits for. Where even that does not help, the thread is left behind.
 */
public record TimeLimit(Duration limit) {
  /** Does some work, and fails if it takes longer. */
  public <T> T call(Callable<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().name("call").start(task);
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw exceeded();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for an answer");
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      task.cancel(true);
    }
  }

  SocketTimeoutException exceeded() {
    return new SocketTimeoutException("no answer within " + limit.toMillis() + " ms");
  }

  private static IOException rethrown(@Nullable Throwable fault) {
    return switch (fault) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException(fault);
    };
  }
}
