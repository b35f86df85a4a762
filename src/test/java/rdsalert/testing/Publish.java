package rdsalert.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One {@code Publish} call, by its form parameters as they came over the wire. */
public record Publish(Map<String, String> parameters) {
  public Publish {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Reads the body of a request. */
  public static Publish ofForm(String form) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new Publish(parameters);
  }

  public @Nullable String topicArn() {
    return parameters.get("TopicArn");
  }

  public @Nullable String subject() {
    return parameters.get("Subject");
  }

  public @Nullable String message() {
    return parameters.get("Message");
  }

  public @Nullable String messageStructure() {
    return parameters.get("MessageStructure");
  }

  /** The values of the message attributes by name, whatever their data type. */
  public Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (name.startsWith("MessageAttributes.entry.") && name.endsWith(".Name")) {
            String entry = name.substring(0, name.length() - ".Name".length());
            attributes.put(value, parameters.getOrDefault(entry + ".Value.StringValue", ""));
          }
        });
    return attributes;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
