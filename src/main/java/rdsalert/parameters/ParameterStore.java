package rdsalert.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import rdsalert.aws.TimeLimit;
import rdsalert.event.Json;

/** Reads the parameters below a path, by their names' last parts, all within a limit. */
public record ParameterStore(SignedCalls calls, String path, TimeLimit limit)
    implements Callable<SortedMap<String, String>> {
  private static final int MOST = 50;
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "application/x-amz-json-1.1",
          "X-Amz-Target", "AmazonSSM.GetParametersByPath");

  /** For all pages: an alert waits for them. */
  public static final TimeLimit LIMIT = new TimeLimit(Duration.ofMillis(300));

  @Override
  public SortedMap<String, String> call() throws IOException {
    return limit.call(this::read);
  }

  private SortedMap<String, String> read() throws IOException {
    SortedMap<String, String> parameters = new TreeMap<>();
    ObjectNode request = Json.STRICT.createObjectNode().put("Path", path).put("MaxResults", 10);
    String next;
    do { // a page has ten at most, or none
      JsonNode answer = Json.STRICT.readTree(calls.call(request.toString(), HEADERS));
      if (!answer.path("Parameters").isArray()) {
        throw new IOException("an answer without parameters");
      }
      for (JsonNode one : answer.path("Parameters")) {
        String name = one.path("Name").asText();
        parameters.put(name.substring(name.lastIndexOf('/') + 1), one.path("Value").asText());
      }
      next = answer.path("NextToken").asText("");
      request.put("NextToken", next);
    } while (!next.isEmpty() && parameters.size() <= MOST);
    if (parameters.size() > MOST) {
      throw new IOException("there are more than " + MOST);
    }
    return parameters;
  }
}
