package rdsalert.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * DynamoDB and SNS over TLS: every write takes effect, every message is taken, at once. And, on a
 * port of its own, as it is another host, a Parameter Store that holds nothing.
 */
final class Stub {
  private static final String WRITTEN = "{\"Attributes\":{\"taken\":{\"N\":\"1\"}}}";
  private static final String PUBLISHED =
      "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
          + "<MessageId>94f20ce6-13c5-43a0-9a9e-ca52d816e90b</MessageId></PublishResult>"
          + "</PublishResponse>";

  private final AtomicInteger asked = new AtomicInteger();
  private final HttpsServer server = start(new AtomicInteger());
  private final HttpsServer parameters = start(asked);

  Stub() throws IOException, NoSuchAlgorithmException {}

  private static HttpsServer start(AtomicInteger calls)
      throws IOException, NoSuchAlgorithmException {
    HttpsServer started =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.setHttpsConfigurator(new HttpsConfigurator(SSLContext.getDefault()));
    started.createContext("/", exchange -> answer(exchange, calls));
    started.setExecutor(Executors.newCachedThreadPool());
    started.start();
    return started;
  }

  /** Calls it over new connections, as its own first answers are slow. */
  void warm(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      for (String address : List.of(address(), parameters())) {
        URLConnection call = URI.create(address).toURL().openConnection();
        call.setRequestProperty("Connection", "close");
        call.getInputStream().readAllBytes();
      }
    }
  }

  String address() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  String parameters() {
    return "https://localhost:" + parameters.getAddress().getPort();
  }

  /** How often the Parameter Store was asked so far. */
  int asked() {
    return asked.get();
  }

  private static void answer(HttpExchange exchange, AtomicInteger calls) throws IOException {
    calls.incrementAndGet();
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String answer = target == null ? PUBLISHED : target.endsWith("UpdateItem") ? WRITTEN : "{}";
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      String type = target == null ? "text/xml" : "application/x-amz-json-1.0";
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
