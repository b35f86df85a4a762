package rdsalert.aws;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How many bytes DynamoDB bills an item for, near enough: names, texts, numbers, sets. */
final class ItemSize {
  private ItemSize() {}

  static int of(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToInt(entry -> utf8(entry.getKey()) + of(entry.getValue()))
        .sum();
  }

  private static int of(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> value.n().length() / 2 + 2;
      case B -> value.b().asByteArray().length;
      case BS -> value.bs().stream().mapToInt(bytes -> bytes.asByteArray().length + 1).sum();
      case M -> of(value.m()) + 3;
      default -> 1;
    };
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
