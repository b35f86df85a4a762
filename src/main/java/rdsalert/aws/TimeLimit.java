package rdsalert.aws;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import rdsalert.aws.SdkFault.NotSentException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

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
   * Carries out calls, each of which ends within the limit, its whole answer included: the SDK's
   * own timeout of an attempt does not end an answer that comes byte by byte. A call that found no
   * connection fails with a {@link NotSentException}. Several may share the client that makes the
   * connections, which is left to its owner to close.
   */
  public SdkHttpClient on(SdkHttpClient client) {
    return new Calls(client, this);
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
        NotSentException notSent = new NotSentException("credentials", e);
        throw SdkClientException.create(String.valueOf(notSent.getMessage()), notSent);
      }
    };
  }

  private record Calls(SdkHttpClient client, TimeLimit limit) implements SdkHttpClient {
    private static final ScheduledExecutorService TIMER =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("time-limit").factory());

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      ExecutableHttpRequest prepared = client.prepareRequest(request);
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          ScheduledFuture<?> end =
              TIMER.schedule(prepared::abort, limit.limit.toMillis(), MILLISECONDS);
          try {
            return whole(prepared.call());
          } catch (ConnectException
              | ConnectTimeoutException
              | NoRouteToHostException
              | UnknownHostException e) {
            throw new NotSentException("connection", e);
          } catch (IOException e) {
            // What closes the socket may still be at it.
            boolean over = end.getDelay(MILLISECONDS) <= 0;
            throw over && !(e instanceof NotSentException) ? limit.exceeded() : e;
          } finally {
            end.cancel(false);
          }
        }

        @Override
        public void abort() {
          prepared.abort();
        }
      };
    }

    /** Reads the body now, while the time limit still applies. */
    private static HttpExecuteResponse whole(HttpExecuteResponse response) throws IOException {
      if (response.responseBody().isEmpty()) {
        return response;
      }
      try (InputStream body = response.responseBody().get()) {
        return HttpExecuteResponse.builder()
            .response(response.httpResponse())
            .responseBody(
                AbortableInputStream.create(new ByteArrayInputStream(body.readAllBytes())))
            .build();
      }
    }

    @Override
    public void close() {}
  }
}
