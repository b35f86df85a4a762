package rdsalert.priming;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A server of a little HTTP that only this machine reaches. It takes a few requests on a
 * connection, and closes all connections when it is closed.
 */
final class LoopbackServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Transport transport;
  private final Function<Map<String, String>, Answer> answers;
  private volatile int requestsPerConnection;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  /** What is spoken over a connection, such as TLS. */
  interface Transport {
    Socket over(Socket connection) throws IOException;
  }

  /** What is answered to a request, of which only the headers are looked at. */
  record Answer(String contentType, String body) {}

  /**
   * Starts a server on a free port.
   *
   * @param answers from the headers, whose names are in small letters
   */
  LoopbackServer(
      Transport transport, int requestsPerConnection, Function<Map<String, String>, Answer> answers)
      throws IOException {
    this.transport = transport;
    this.requestsPerConnection = requestsPerConnection;
    this.listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    this.answers = answers;
    daemon(this::acceptAll);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** After how many requests a connection is closed, from the next request on. */
  void setRequestsPerConnection(int requests) {
    requestsPerConnection = requests;
  }

  private static void daemon(Runnable work) {
    Thread.ofPlatform().daemon().name("priming").start(work);
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket accepted = listener.accept();
        accepted.setTcpNoDelay(true);
        Socket connection = transport.over(accepted);
        connections.add(connection);
        daemon(() -> serve(connection));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      boolean open = true;
      for (int served = 1; open; served++) {
        Map<String, String> headers = request(in);
        open = headers != null && served < requestsPerConnection;
        if (headers != null) {
          connection.getOutputStream().write(response(answers.apply(headers), open));
        }
      }
    } catch (IOException e) {
      // The other side has closed it, or this server was closed.
    } finally {
      connections.remove(connection);
    }
  }

  /** Reads a request and tells its headers; null if there is none any more. */
  private static @Nullable Map<String, String> request(InputStream in) throws IOException {
    if (line(in) == null) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    in.skipNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return headers;
  }

  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return null;
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private static byte[] response(Answer answer, boolean keepOpen) {
    CRC32 sum = new CRC32();
    sum.update(answer.body().getBytes(StandardCharsets.US_ASCII));
    return """
        HTTP/1.1 200 OK
        Date: %s
        Content-Type: %s
        Content-Length: %d
        x-amz-crc32: %d
        Connection: %s

        """
        .formatted(
            DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC)),
            answer.contentType(),
            answer.body().length(),
            sum.getValue(),
            keepOpen ? "keep-alive" : "close")
        .replace("\n", "\r\n")
        .concat(answer.body())
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
