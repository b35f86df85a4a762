package rdsalert.local;

import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.render.Message;

/** Prints messages instead of sending them. */
final class PrintingPublisher implements AlertPublisher {
  private final Format format;

  PrintingPublisher(Format format) {
    this.format = format;
  }

  enum Format {
    email,
    chat,
    json,
    sms,
    all;

    private String of(Message message) {
      return switch (this) {
        case email -> "Subject: " + message.subject() + "\n\n" + message.email();
        case chat -> message.chat();
        case json -> message.machine();
        case sms -> message.sms();
        case all ->
            section("email", email.of(message))
                + section("chat (https)", chat.of(message))
                + section("sms", sms.of(message))
                + section("machine (default)", json.of(message));
      };
    }

    private static String section(String title, String body) {
      return "--- " + title + " ---\n" + body + "\n";
    }
  }

  @Override
  public String publish(Message message) {
    System.out.print(format.of(message).stripTrailing() + "\n\n");
    if (System.out.checkError()) {
      throw PublishFailedException.refused(
          "the output is closed", false, new IllegalStateException("cannot print"));
    }
    return "printed";
  }
}
