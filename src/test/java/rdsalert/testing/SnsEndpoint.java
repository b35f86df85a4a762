package rdsalert.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Amazon SNS as far as a publisher meets it: takes {@code Publish} over real HTTP on this machine,
 * keeps what was sent, and fails where a test says so.
 *
 * <p>Without faults every call succeeds, with message ids counted from 1.
 */
public final class SnsEndpoint implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Publish> received = new ArrayList<>();
  private final List<Publish> accepted = new ArrayList<>();
  private final Deque<SnsFault> faults = new ArrayDeque<>();

  private SnsEndpoint(HttpServer server) {
    this.server = server;
  }

  /** Starts an endpoint on a free port of the loopback interface. */
  public static SnsEndpoint start() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    SnsEndpoint endpoint =
        new SnsEndpoint(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
    endpoint.server.createContext("/", endpoint::answer);
    endpoint.server.setExecutor(endpoint.threads);
    endpoint.server.start();
    return endpoint;
  }

  /** The address to give a client, or {@code AWS_ENDPOINT_URL_SNS}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Makes the next calls fail, one call for each fault, in this order. */
  public synchronized void failNext(SnsFault... next) {
    faults.addAll(List.of(next));
  }

  /** Every call that arrived, failed ones and the SDK's own retries included. */
  public synchronized List<Publish> received() {
    return List.copyOf(received);
  }

  /** The messages that subscribers would get: one for each call that was carried out. */
  public synchronized List<Publish> accepted() {
    return List.copyOf(accepted);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Publish publish = Publish.ofForm(new String(body, StandardCharsets.UTF_8));
      switch (receive(publish)) {
        case SnsFault.None() -> respond(exchange, 200, SnsXml.published(accept(publish)));
        case SnsFault.Refusal refusal ->
            respond(exchange, refusal.status(), SnsXml.error(refusal.code(), refusal.message()));
        case SnsFault.Delay(Duration delay) -> {
          pause(delay);
          respond(exchange, 200, SnsXml.published(accept(publish)));
        }
        case SnsFault.LostAnswer() -> accept(publish);
        case SnsFault.LostRequest() -> {}
      }
    }
  }

  private synchronized SnsFault receive(Publish publish) {
    received.add(publish);
    SnsFault fault = faults.poll();
    return fault == null ? new SnsFault.None() : fault;
  }

  private synchronized String accept(Publish publish) {
    accepted.add(publish);
    return "00000000-0000-4000-8000-%012d".formatted(accepted.size());
  }

  private static void respond(HttpExchange exchange, int status, String xml) throws IOException {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/xml");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void pause(Duration delay) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
