package rdsalert.local;

import java.io.PrintStream;
import rdsalert.alert.Message;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.DeliveryException.PublishFailedException;

/** Prints messages instead of sending them. */
final class PrintingPublisher implements AlertPublisher {
  private final PrintStream out;
  private final Format format;
  private int printed;

  PrintingPublisher(PrintStream out, Format format) {
    this.out = out;
    this.format = format;
  }

  @Override
  public String publish(Message message) {
    out.print(format.of(message).stripTrailing() + "\n\n");
    if (out.checkError()) {
      throw PublishFailedException.refused(
          "the output is closed", false, new IllegalStateException("cannot print"));
    }
    return "printed-" + ++printed;
  }
}
