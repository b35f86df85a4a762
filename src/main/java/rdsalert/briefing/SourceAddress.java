package rdsalert.briefing;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Partition;
import rdsalert.text.Said;

/**
 * Where a call came from: an address on the net, an address that only AWS or a VPC has, a service.
 */
public sealed interface SourceAddress {
  record Ip(String text, boolean isPublic) implements SourceAddress {}

  /** An AWS service, which called on behalf of a caller. */
  record Service(String text) implements SourceAddress {
    /** {@code cloudformation} for {@code cloudformation.amazonaws.com}. */
    public String shortName() {
      return text.substring(0, text.indexOf('.'));
    }
  }

  record AwsInternal(String text) implements SourceAddress {}

  record None() implements SourceAddress {
    @Override
    public @Nullable String text() {
      return null;
    }
  }

  /** Any other text. */
  record Strange(String text) implements SourceAddress {}

  /** As the record has it; null if that is not recorded. */
  @Nullable String text();

  Pattern LITERAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  Pattern SERVICE_NAME = Pattern.compile("[a-z0-9-][a-z0-9.-]*\\." + Partition.DOMAINS);

  int LONGEST = 48;

  /** In as few words as there are; empty if it is not recorded. */
  default Said words() {
    return switch (this) {
      case AwsInternal _ -> Said.of("inside AWS");
      case None _ -> Said.of("");
      case Ip ip -> Said.quote(ip.text, LONGEST);
      case Service service -> Said.quote(service.text, LONGEST);
      case Strange strange -> Said.quote(strange.text, LONGEST);
    };
  }

  default Said inSentence() {
    return switch (this) {
      case AwsInternal _ -> Said.of("inside AWS");
      case None _ -> Said.of("an unrecorded address");
      case Ip ip -> Said.quote(ip.text, LONGEST);
      case Service service -> Said.of(service.shortName());
      case Strange strange -> Said.quote("the source ", strange.text, LONGEST);
    };
  }

  static SourceAddress of(@Nullable String text) {
    if (text == null) {
      return new None();
    }
    if (SERVICE_NAME.matcher(text).matches()) {
      return new Service(text);
    }
    if (text.regionMatches(true, 0, "AWS Internal", 0, 12) && text.length() <= 32) {
      return new AwsInternal(text);
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
