package rdsalert.local;

import rdsalert.render.Message;

/** Which rendering of a message is printed. */
enum Format {
  email,
  chat,
  json,
  sms,
  all;

  String of(Message message) {
    return switch (this) {
      case email -> "Subject: " + message.subject() + "\n\n" + message.email();
      case chat -> message.chat();
      case json -> message.machine();
      case sms -> message.sms();
      case all ->
          String.join(
              "\n",
              section("email", email.of(message)),
              section("chat (https)", chat.of(message)),
              section("sms", sms.of(message)),
              section("machine (default)", json.of(message)));
    };
  }

  private static String section(String title, String body) {
    return "--- " + title + " ---\n" + body;
  }
}
