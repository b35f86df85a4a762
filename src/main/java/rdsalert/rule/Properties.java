package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a JSON object in a rule's file, each read as what it must be.
 *
 * <p>Read by hand: a library that maps objects by reflection takes longer for the one rule than all
 * the rest of the function's start.
 *
 * @param path where the object lies in the file; empty for the whole
 */
record Properties(JsonNode object, String path) {
  Properties {
    if (!object.isObject()) {
      throw new IllegalArgumentException(path + "must be an object but is " + object);
    }
  }

  /** Refuses every property that is not named. */
  void allowOnly(String names) {
    Set<String> known = Set.of(names.split(" ", -1));
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      if (!known.contains(property.getKey())) {
        throw new IllegalArgumentException(
            "unknown property \""
                + property.getKey()
                + "\""
                + (path.isEmpty() ? "" : " in " + path));
      }
    }
  }

  String text(String name) {
    return text(name, value(name));
  }

  int number(String name) {
    JsonNode value = value(name);
    if (!value.isInt()) {
      throw mustBe(name, "a whole number", value);
    }
    return value.intValue();
  }

  List<String> texts(String name) {
    JsonNode value = value(name);
    if (!value.isArray()) {
      throw mustBe(name, "a list of texts", value);
    }
    List<String> texts = new ArrayList<>();
    value.forEach(one -> texts.add(text(name, one)));
    return texts;
  }

  Map<String, String> textsByName(String name) {
    Properties inner = inner(name);
    Map<String, String> texts = new LinkedHashMap<>();
    inner.object().fieldNames().forEachRemaining(field -> texts.put(field, inner.text(field)));
    return texts;
  }

  Properties inner(String name) {
    JsonNode value = value(name);
    if (!value.isObject()) {
      throw mustBe(name, "an object", value);
    }
    return new Properties(value, at(name));
  }

  /** Null where there is none. */
  @Nullable Properties innerIfAny(String name) {
    return value(name).isMissingNode() || value(name).isNull() ? null : inner(name);
  }

  JsonNode value(String name) {
    return object.path(name);
  }

  /** The name of a property, with where it lies. */
  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private String text(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw mustBe(name, "text", value);
    }
    return value.textValue();
  }

  IllegalArgumentException mustBe(String name, String kind, JsonNode value) {
    return new IllegalArgumentException(
        "property '" + at(name) + "': must be " + kind + " but is " + value);
  }
}
