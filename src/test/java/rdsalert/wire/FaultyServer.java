package rdsalert.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A service on the wire, over plain sockets, that does to each call what a test says. */
final class FaultyServer implements AutoCloseable {
  private static final Answer NOTHING = new Answer(200, "text/plain", "");

  private final Service service;
  private final WorldClock clock;
  private final Caller caller;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final int port;
  private volatile ServerSocket listener;

  /** The process that calls. */
  interface Caller {
    Call stamp(String operation, String body);

    /** What becomes of a call. */
    Fault faultOf(Call call);

    void kill();
  }

  private FaultyServer(Service service, WorldClock clock, Caller caller, ServerSocket listener) {
    this.service = service;
    this.clock = clock;
    this.caller = caller;
    this.listener = listener;
    this.port = listener.getLocalPort();
  }

  static FaultyServer start(Service service, WorldClock clock, Caller caller) throws IOException {
    FaultyServer server = new FaultyServer(service, clock, caller, listen(0));
    Thread.startVirtualThread(server::accept);
    return server;
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    return socket;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** From now on connections are refused. */
  void refuse() {
    close();
  }

  /** From now on connections are taken again. */
  void takeAgain() {
    try {
      listener = listen(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : connections) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    ServerSocket mine = listener;
    while (!mine.isClosed()) {
      try {
        Socket socket = mine.accept();
        connections.add(socket);
        Thread.startVirtualThread(() -> serve(socket));
      } catch (IOException e) {
        return; // it was closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      while (true) {
        HttpMessage request = HttpMessage.read(in);
        if (request == null || !answer(caller.stamp(request.operation(), request.body()), socket)) {
          return;
        }
      }
    } catch (IOException e) {
      // the caller has given up or died
    } finally {
      connections.remove(socket);
    }
  }

  /** Whether the connection can be used again. */
  private boolean answer(Call call, Socket socket) throws IOException {
    Fault fault = caller.faultOf(call);
    pause(fault.before());
    Answer answer = fault.taken() ? service.answer(call, fault) : NOTHING;
    String date = clock.header();
    pause(fault.after());
    return switch (fault.reply()) {
      case ANSWER -> write(socket, answer, date, answer.bytes().length);
      case ERROR_500, ERROR_503, THROTTLE -> {
        Answer error = service.error(fault.reply());
        yield write(socket, error, date, error.bytes().length);
      }
      case CUT -> !write(socket, answer, date, answer.bytes().length / 2) || reset(socket);
      case RESET -> reset(socket);
      case SILENCE -> socket.getInputStream().read() >= 0;
      case DEATH -> {
        caller.kill();
        yield false;
      }
    };
  }

  private static boolean write(Socket socket, Answer answer, String date, int bytes)
      throws IOException {
    String head =
        "HTTP/1.1 %d -\r\nDate: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(answer.status(), date, answer.type(), answer.bytes().length);
    OutputStream out = socket.getOutputStream();
    byte[] start = head.getBytes(UTF_8);
    byte[] all = new byte[start.length + bytes];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(answer.bytes(), 0, all, start.length, bytes);
    out.write(all);
    out.flush();
    return true;
  }

  private static boolean reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
    return false;
  }

  private static void pause(Duration duration) {
    if (duration.isZero()) {
      return;
    }
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
