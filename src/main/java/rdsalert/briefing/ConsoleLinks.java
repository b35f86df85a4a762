package rdsalert.briefing;

import java.util.regex.Pattern;
import rdsalert.event.ManagementEvent;
import rdsalert.event.Partition;

/** Addresses of the management console, on the host of the event's partition. */
public final class ConsoleLinks {
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

  private ConsoleLinks() {}

  public static String event(ManagementEvent event) {
    return trail(event.partition(), event.region()) + "/" + event.eventId();
  }

  public static String history(String region) {
    return trail(Partition.ofRegion(region), region);
  }

  private static String trail(Partition partition, String region) {
    String where = REGION.matcher(region).matches() ? "?region=" + region : "";
    return "https://" + partition.consoleHost() + "/cloudtrailv2/home" + where + "#/events";
  }
}
