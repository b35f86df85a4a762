package rdsalert.aws;

import java.io.IOException;
import java.net.SocketException;
import rdsalert.testing.ScriptedServer.Connection;

/**
 * What can happen to a call on its way, played by a server to a client that knows nothing of it.
 */
enum WireFault {
  REFUSED_CONNECTION(false),
  NO_TLS(false),
  RESET_UNREAD(false),
  RESET(true),
  CUT_ANSWER(true),
  CUT_REFUSAL(true),
  GARBAGE(true),
  STATUS_500(true),
  STATUS_503(true),
  THROTTLED(true),
  DENIED(true),
  HANGS(true),
  TRICKLES(true),
  SLOW(true);

  /** Whether requests reach the server; else the attempts to connect are counted. */
  final boolean arrives;

  WireFault(boolean arrives) {
    this.arrives = arrives;
  }

  /** Whether it lasts until the client gives up. */
  boolean endless() {
    return this == HANGS || this == TRICKLES;
  }

  void play(Connection connection, Call call) throws IOException, InterruptedException {
    if (this == RESET_UNREAD) {
      connection.reset();
    } else if (this == NO_TLS) {
      connection.send("this is no TLS at all\r\n\r\n");
    } else {
      while (true) {
        answer(connection, call);
      }
    }
  }

  private void answer(Connection connection, Call call) throws IOException, InterruptedException {
    connection.read();
    switch (this) {
      case RESET -> connection.reset();
      case CUT_ANSWER -> cut(connection, call.success());
      case CUT_REFUSAL -> cut(connection, call.error(400, "ThrottlingException", ""));
      case GARBAGE -> connection.send(call.garbage());
      case STATUS_500 -> connection.send(call.error(500, "InternalError", ""));
      case STATUS_503 -> connection.send(call.error(503, "ServiceUnavailable", ""));
      case THROTTLED -> connection.send(call.error(400, "ThrottlingException", ""));
      case DENIED -> connection.send(call.error(403, "AuthorizationError", ""));
      case HANGS -> Thread.sleep(60_000);
      case TRICKLES -> trickle(connection, call.success());
      case SLOW -> {
        Thread.sleep(200);
        connection.send(call.success());
      }
      case REFUSED_CONNECTION, NO_TLS, RESET_UNREAD -> throw new IllegalStateException(name());
    }
  }

  private static void cut(Connection connection, String answer) throws IOException {
    connection.send(answer.substring(0, answer.length() - 1));
    throw new SocketException("cut");
  }

  private static void trickle(Connection connection, String answer)
      throws IOException, InterruptedException {
    int head = answer.indexOf("\r\n\r\n") + 4;
    connection.send(
        answer.substring(0, head).replaceFirst("Content-Length: \\d+", "Content-Length: 9999"));
    while (true) {
      connection.send(" ");
      Thread.sleep(20);
    }
  }
}
