package rdsalert.briefing;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Partition;

/** Addresses of the management console, on the host of a partition; none where none is known. */
public final class ConsoleLinks {
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

  private ConsoleLinks() {}

  static Optional<String> call(Partition partition, String region, String eventId) {
    return trail(partition.consoleHost(), region).map(trail -> trail + "/" + eventId);
  }

  public static Optional<String> history(String region) {
    return trail(Partition.ofRegion(region).consoleHost(), region);
  }

  private static Optional<String> trail(@Nullable String host, String region) {
    String where = REGION.matcher(region).matches() ? "?region=" + region : "";
    return Optional.ofNullable(host)
        .map(console -> "https://" + console + "/cloudtrailv2/home" + where + "#/events");
  }
}
