package rdsalert.aws;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import rdsalert.aws.SdkFault.NotSentException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Ends what takes too long. */
public record TimeLimit(Duration limit) {
  /**
   * Does some work that heeds nothing else, such as a name lookup, and fails if it takes longer.
   *
   * <p>The work is done by a virtual thread, because an interrupt closes the socket that such a
   * thread waits for. Where even that does not help, the thread is left behind.
   */
  public <T> T call(Callable<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().name("call").start(task);
    try {
      return task.get(limit.toMillis(), MILLISECONDS);
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

  private SocketTimeoutException exceeded() {
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

  /**
   * Credentials that come within the limit, or not at all: then nothing was sent. The provider is
   * asked each time: it knows best which it can keep, and renews them in time.
   */
  public AwsCredentialsProvider on(AwsCredentialsProvider provider) {
    return () -> {
      try {
        return call(provider::resolveCredentials);
      } catch (IOException | SdkClientException e) {
        throw SdkClientException.create("no credentials", new NotSentException("credentials", e));
      }
    };
  }
}
