package rdsalert.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds texts such as {@code 198.51.100.256}. The matcher takes them for names of hosts and looks
 * each of them up in the network, as often as it meets one.
 */
final class MistypedAddress {
  private static final String PART = "(25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})";
  private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("[0-9]+(\\.[0-9]+){3}(/.*)?");
  private static final Pattern IS_ONE =
      Pattern.compile(PART + "(\\." + PART + "){3}(/[0-9]{1,2})?");

  private MistypedAddress() {}

  /** The first such text in a pattern. */
  static Optional<String> in(JsonNode pattern) {
    return texts(pattern)
        .filter(text -> LOOKS_LIKE_ONE.matcher(text).matches())
        .filter(text -> !IS_ONE.matcher(text).matches())
        .findFirst();
  }

  private static Stream<String> texts(JsonNode node) {
    return node.isTextual()
        ? Stream.of(node.asText())
        : node.valueStream().flatMap(MistypedAddress::texts);
  }
}
