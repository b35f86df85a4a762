package rdsalert.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that does with each connection what a test says, byte by byte, and counts the requests
 * that reached it in full.
 */
public final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Script script;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** A request: its first line, its headers, by their names in small letters, and its body. */
  public record Request(String line, Map<String, String> headers, String body) {
    /** A header; empty if it was not sent. */
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** What is done with a connection. */
  @FunctionalInterface
  public interface Script {
    /** Returns when the connection is to be closed. */
    void play(Connection connection) throws IOException, InterruptedException;
  }

  private ScriptedServer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
  }

  /** Starts a server on a free port of the loopback interface. */
  public static ScriptedServer start(Script script) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ScriptedServer server = new ScriptedServer(listener, script);
    Thread.ofVirtual().start(server::acceptAll);
    return server;
  }

  /** Starts one that answers request after request with a body, all of one status. */
  public static ScriptedServer answering(int status, String... bodies) throws IOException {
    Iterator<String> next = List.of(bodies).iterator();
    return start(
        connection -> {
          while (next.hasNext()) {
            connection.read();
            String body = next.next();
            String head = "HTTP/1.1 " + status + " x\r\nContent-Length: " + body.length();
            connection.send(head + "\r\n\r\n" + body);
          }
        });
  }

  /** The address to give a client. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** The requests that were read to their end. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** How many connections were made. */
  public int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> play(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void play(Socket socket) {
    try (socket) {
      script.play(new Connection(socket));
    } catch (IOException e) {
      // The client has left, or the test is over.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One connection, as the server sees it. */
  public final class Connection {
    private final Socket socket;
    private final InputStream in;

    private Connection(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Reads a request to its end. */
    public Request read() throws IOException {
      String first = line();
      Map<String, String> headers = new HashMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      byte[] body = in.readNBytes(length);
      if (body.length < length) {
        throw new SocketException("the client has left");
      }
      Request request = new Request(first, headers, new String(body, StandardCharsets.UTF_8));
      requests.add(request);
      return request;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new SocketException("the client has left");
        }
        line.append((char) c);
      }
      return line.toString().strip();
    }

    /** Sends text as it is. */
    public void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends the connection as a machine does that knows nothing of it. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
