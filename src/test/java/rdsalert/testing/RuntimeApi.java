package rdsalert.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lambda's Runtime API as a function's runtime client sees it: hands out invocations one by one and
 * takes what becomes of them.
 */
public final class RuntimeApi implements AutoCloseable {
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final String INVOCATION = RUNTIME + "invocation/";
  private static final String CREDENTIALS =
      """
      {"AccessKeyId":"AKIAIOSFODNN7EXAMPLE","SecretAccessKey":"synthetic","Token":"synthetic",\
      "Expiration":"2099-01-01T00:00:00Z"}""";
  private static final long PATIENCE_SECONDS = 180;

  private final HttpServer server;
  private final HttpServer credentials;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, CompletableFuture<Result>> results = new ConcurrentHashMap<>();
  private final CompletableFuture<String> initError = new CompletableFuture<>();
  private final AtomicInteger credentialsAsked = new AtomicInteger();
  private final CompletableFuture<Void> checkpointed = new CompletableFuture<>();
  private final CompletableFuture<Void> restored = new CompletableFuture<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  private record Invocation(String id, String event, Duration remaining) {}

  /** What became of one invocation. */
  public sealed interface Result {
    /** The handler returned. */
    record Response(String body) implements Result {}

    /** The handler threw; the body is what Lambda would put in its asynchronous error record. */
    record Failure(String body) implements Result {}
  }

  private RuntimeApi(HttpServer server, HttpServer credentials) {
    this.server = server;
    this.credentials = credentials;
  }

  /** Starts the API on a free port of the loopback interface. */
  public static RuntimeApi start() throws IOException {
    RuntimeApi api = new RuntimeApi(server(), server());
    api.server.createContext("/", api::answer);
    api.credentials.createContext("/", api::giveCredentials);
    for (HttpServer server : List.of(api.server, api.credentials)) {
      server.setExecutor(api.threads);
      server.start();
    }
    return api;
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  /** What {@code AWS_LAMBDA_RUNTIME_API} must say. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Where credentials are to be had, as Lambda serves them to functions that use SnapStart. */
  public String credentialsAddress() {
    return "http://127.0.0.1:" + credentials.getAddress().getPort() + "/";
  }

  /** How often somebody asked there. */
  public int credentialsAsked() {
    return credentialsAsked.get();
  }

  /** An invocation that is handed in, by the id that log lines name. */
  public record Begun(String requestId, CompletableFuture<Result> result) {}

  /** Invokes the function and waits for what becomes of it. */
  public Result invoke(String event, Duration remaining) throws Exception {
    return begin(event, remaining).result().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Invokes the function, whose time begins when it takes the event. */
  public Begun begin(String event, Duration remaining) {
    Invocation invocation = new Invocation(UUID.randomUUID().toString(), event, remaining);
    CompletableFuture<Result> result = new CompletableFuture<>();
    results.put(invocation.id(), result);
    waiting.add(invocation);
    return new Begun(invocation.id(), result);
  }

  /** Waits no longer for what becomes of invocations: the process has died. */
  public void abandon() {
    results.values().forEach(result -> result.cancel(false));
  }

  /** Waits until the function has started and asks for its first event. */
  public void awaitReady() throws Exception {
    ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits for the function to say that it could not start, and why. */
  public String initError() throws Exception {
    return initError.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until the function, started for SnapStart, says that it can be snapshot. */
  public void awaitCheckpoint() throws Exception {
    checkpointed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Lets a function that waits to be snapshot go on, as if it had just been restored. */
  public void restore() {
    restored.complete(null);
  }

  @Override
  public void close() {
    server.stop(0);
    credentials.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      if (path.equals(INVOCATION + "next")) {
        ready.complete(null);
        handOut(exchange, waiting.take());
      } else if (path.equals(RUNTIME + "restore/next")) {
        checkpointed.complete(null);
        restored.join();
        respond(exchange, 200, "");
      } else if (path.equals(RUNTIME + "init/error")) {
        initError.complete(body);
        respond(exchange, 202, "{\"status\":\"OK\"}");
      } else {
        settle(path.substring(INVOCATION.length()), body);
        respond(exchange, 202, "{\"status\":\"OK\"}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveCredentials(HttpExchange exchange) throws IOException {
    try (exchange) {
      credentialsAsked.incrementAndGet();
      respond(exchange, 200, CREDENTIALS);
    }
  }

  private void settle(String idAndKind, String body) {
    String id = idAndKind.substring(0, idAndKind.indexOf('/'));
    CompletableFuture<Result> result = results.getOrDefault(id, new CompletableFuture<>());
    result.complete(
        idAndKind.endsWith("/error") ? new Result.Failure(body) : new Result.Response(body));
  }

  private static void handOut(HttpExchange exchange, Invocation invocation) throws IOException {
    Map<String, String> headers =
        Map.of(
            "Lambda-Runtime-Aws-Request-Id",
            invocation.id(),
            "Lambda-Runtime-Deadline-Ms",
            String.valueOf(Instant.now().plus(invocation.remaining()).toEpochMilli()),
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:us-east-1:123456789012:function:alert");
    headers.forEach(exchange.getResponseHeaders()::set);
    respond(exchange, 200, invocation.event());
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
