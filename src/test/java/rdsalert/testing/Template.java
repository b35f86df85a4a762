package rdsalert.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The deployed template. Functions of CloudFormation are read as their arguments: {@code !Ref
 * Topic} is the text {@code Topic}.
 */
public final class Template {
  private static final JsonNode TEMPLATE = read(Path.of("template.yaml"));

  private Template() {}

  /** The template's section of this name. */
  public static JsonNode section(String name) {
    return TEMPLATE.path(name);
  }

  /** The properties of the resource with this logical id. */
  public static JsonNode properties(String logicalId) {
    return TEMPLATE.path("Resources").path(logicalId).path("Properties");
  }

  /** The logical ids of all resources of a type. */
  public static List<String> resources(String type) {
    return TEMPLATE.path("Resources").properties().stream()
        .filter(resource -> resource.getValue().path("Type").asText().equals(type))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableList());
  }

  private static JsonNode read(Path file) {
    try {
      return YAMLMapper.builder().build().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
