package rdsalert.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A log line that CloudWatch reads metrics from (embedded metric format): one JSON object, in which
 * whatever a caller chose is a JSON string and so cannot become a line of its own.
 *
 * <p>Metrics are for dashboards and alarms; nothing else depends on them.
 */
final class MetricLine {
  private static final String NAMESPACE = "RdsSecurityGroupAlert";

  /** The function's name as Lambda knows it: it tells one stack of a Region from another. */
  private static final String DIMENSION = "FunctionName";

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final ArrayNode metrics;

  MetricLine(String function, Instant now) {
    ObjectNode aws = json.putObject("_aws").put("Timestamp", now.toEpochMilli());
    ObjectNode directive = aws.putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", NAMESPACE);
    directive.putArray("Dimensions").addArray().add(DIMENSION);
    metrics = directive.putArray("Metrics");
    json.put(DIMENSION, function);
  }

  MetricLine count(String name, long value) {
    return metric(name, "Count", value);
  }

  MetricLine metric(String name, String unit, long value) {
    metrics.addObject().put("Name", name).put("Unit", unit);
    json.put(name, value);
    return this;
  }

  /** The object to which a line's own fields are added. */
  ObjectNode json() {
    return json;
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
