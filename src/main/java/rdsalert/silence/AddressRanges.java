package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a pattern the ranges of the other kind of addresses than a call's. The matcher
 * compares bytes alone: 42.2.0.0/16 is the beginning of 2a02::1 too.
 */
record AddressRanges(boolean six) {
  private static final String ADDRESS = "sourceIPAddress";

  /** The pattern without ranges of callers' addresses that are of another kind than this one. */
  static JsonNode ofKind(JsonNode pattern, @Nullable String address) {
    return address == null ? pattern : new AddressRanges(isSix(address)).without(pattern, false);
  }

  private static boolean isSix(String address) {
    return address.indexOf(':') >= 0;
  }

  private JsonNode without(JsonNode node, boolean addresses) {
    if (node.isArray()) {
      ArrayNode values = JsonNodeFactory.instance.arrayNode();
      node.forEach(value -> values.add(addresses ? value(value) : without(value, false)));
      return values;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    node.properties()
        .forEach(
            field ->
                fields.set(
                    field.getKey(), without(field.getValue(), field.getKey().equals(ADDRESS))));
    return fields;
  }

  /** A range of the other kind becomes a text that no address is: a list must not be empty. */
  private JsonNode value(JsonNode value) {
    JsonNode range = value.path("cidr");
    return range.isTextual() && isSix(range.asText()) != six
        ? JsonNodeFactory.instance.textNode("")
        : value;
  }
}
