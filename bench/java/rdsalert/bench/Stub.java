package rdsalert.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * DynamoDB and SNS over TLS: every write takes effect, every message is taken, at once. And, on a
 * port of its own, like the separate host it stands for, an empty Parameter Store.
 */
final class Stub {
  private static final String WRITTEN = "{\"Attributes\":{\"taken\":{\"N\":\"1\"}}}";
  private static final String PUBLISHED =
      "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
          + "<MessageId>94f20ce6-13c5-43a0-9a9e-ca52d816e90b</MessageId></PublishResult>"
          + "</PublishResponse>";

  private final AtomicInteger asked = new AtomicInteger();
  private final HttpsServer server = start(Stub::answer);
  private final HttpsServer parameters =
      start(
          exchange -> {
            asked.incrementAndGet();
            answer(exchange);
          });

  Stub() throws IOException, GeneralSecurityException {}

  private static HttpsServer start(HttpHandler handler)
      throws IOException, GeneralSecurityException {
    HttpsServer started =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.setHttpsConfigurator(new HttpsConfigurator(tls()));
    started.createContext("/", handler);
    started.setExecutor(Executors.newCachedThreadPool());
    started.start();
    return started;
  }

  /** With the key that bench/run has created. */
  private static SSLContext tls() throws IOException, GeneralSecurityException {
    char[] password = "changeit".toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of("target/bench/tls/key.p12"))) {
      keys.load(in, password);
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** Calls it over new connections, because its own first answers are slow. */
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

  private static void answer(HttpExchange exchange) throws IOException {
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
