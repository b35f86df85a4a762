package rdsalert.aws;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.apache.hc.client5.http.ConnectTimeoutException;
import rdsalert.aws.SdkFault.NotSentException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Carries out calls, each of which ends within a limit, its whole answer included: the SDK's own
 * timeout of an attempt does not end an answer that comes byte by byte. A call that found no
 * connection fails with a {@link NotSentException}. Several may share the client that makes the
 * connections, which is left to its owner to close.
 */
public record TimedHttpClient(SdkHttpClient client, TimeLimit limit) implements SdkHttpClient {
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
            TIMER.schedule(prepared::abort, limit.limit().toMillis(), MILLISECONDS);
        try {
          return answer(prepared);
        } catch (IOException e) {
          throw end.isDone() && !(e instanceof NotSentException) ? limit.exceeded() : e;
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

  private static HttpExecuteResponse answer(ExecutableHttpRequest request) throws IOException {
    try {
      return whole(request.call());
    } catch (ConnectException
        | ConnectTimeoutException
        | NoRouteToHostException
        | UnknownHostException e) {
      throw new NotSentException("connection", e);
    }
  }

  /** Reads the body now, while the time limit still applies. */
  private static HttpExecuteResponse whole(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isEmpty()) {
      return response;
    }
    try (InputStream body = response.responseBody().get()) {
      return HttpExecuteResponse.builder()
          .response(response.httpResponse())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body.readAllBytes())))
          .build();
    }
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {}
}
