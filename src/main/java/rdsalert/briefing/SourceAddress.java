package rdsalert.briefing;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Partition;

/**
 * Where a call came from: an address on the net, an address that only AWS or a VPC has, a service.
 */
public sealed interface SourceAddress {
  record Ip(String text, boolean isPublic) implements SourceAddress {}

  /** An AWS service, which called on somebody's behalf. */
  record Service(String name) implements SourceAddress {
    /** {@code cloudformation} for {@code cloudformation.amazonaws.com}. */
    public String shortName() {
      return name.substring(0, name.indexOf('.'));
    }
  }

  record AwsInternal() implements SourceAddress {}

  record None() implements SourceAddress {}

  /** Text that is none of these. */
  record Strange(String text) implements SourceAddress {}

  Pattern LITERAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  Pattern SERVICE_NAME = Pattern.compile("[a-z0-9-][a-z0-9.-]*\\." + Partition.DOMAINS);

  static SourceAddress of(@Nullable String text) {
    if (text == null) {
      return new None();
    }
    if (SERVICE_NAME.matcher(text).matches()) {
      return new Service(text);
    }
    if (text.regionMatches(true, 0, "AWS Internal", 0, 12) && text.length() <= 32) {
      return new AwsInternal();
    }
    return text.length() <= 45 && LITERAL.matcher(text).matches() ? ip(text) : new Strange(text);
  }

  private static SourceAddress ip(String text) {
    try {
      return new Ip(text, isPublic(InetAddress.ofLiteral(text)));
    } catch (IllegalArgumentException e) {
      return new Strange(text);
    }
  }

  private static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
    return !(uniqueLocal
        || shared
        || address.isSiteLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress());
  }
}
