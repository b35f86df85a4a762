package rdsalert.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** An AWS service over TLS that answers every call with success, at once, and counts the calls. */
final class StubEndpoint {
  private static final String PUBLISHED =
      "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
          + "<MessageId>94f20ce6-13c5-43a0-9a9e-ca52d816e90b</MessageId></PublishResult>"
          + "<ResponseMetadata><RequestId>f187a3c1-376f-11df-8963-01868b7c937a</RequestId>"
          + "</ResponseMetadata></PublishResponse>";

  private final HttpsServer server;
  private final String contentType;
  private final UnaryOperator<String> answers;
  private final AtomicLong calls = new AtomicLong();

  private StubEndpoint(HttpsServer server, String contentType, UnaryOperator<String> answers) {
    this.server = server;
    this.contentType = contentType;
    this.answers = answers;
  }

  static StubEndpoint sns(SSLContext tls) throws IOException {
    return start(tls, "text/xml", target -> PUBLISHED);
  }

  /** Every write takes effect; nothing is there when it is read. */
  static StubEndpoint dynamoDb(SSLContext tls) throws IOException {
    return start(
        tls,
        "application/x-amz-json-1.0",
        target ->
            target.endsWith("UpdateItem") ? "{\"Attributes\":{\"taken\":{\"N\":\"1\"}}}" : "{}");
  }

  private static StubEndpoint start(
      SSLContext tls, String contentType, UnaryOperator<String> answers) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpsServer server = HttpsServer.create(address, 0);
    StubEndpoint stub = new StubEndpoint(server, contentType, answers);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext("/", stub::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    return stub;
  }

  /** A server's side of TLS, with the key that bench/run has made. */
  static SSLContext tls(Path keyStore, String password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, password.toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
    managers.init(keys, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** Opens connections one after another, so that the other side is warm. */
  static void shakeHands(String address, int times) throws IOException {
    URI uri = URI.create(address);
    for (int i = 0; i < times; i++) {
      try (SSLSocket socket =
          (SSLSocket) SSLSocketFactory.getDefault().createSocket(uri.getHost(), uri.getPort())) {
        socket.startHandshake();
      }
    }
  }

  String address() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  long calls() {
    return calls.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      calls.incrementAndGet();
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      byte[] body = answers.apply(target == null ? "" : target).getBytes(StandardCharsets.UTF_8);
      CRC32 sum = new CRC32();
      sum.update(body);
      exchange.getResponseHeaders().set("Content-Type", contentType);
      exchange.getResponseHeaders().set("x-amz-crc32", Long.toString(sum.getValue()));
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
