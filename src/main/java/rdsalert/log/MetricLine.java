package rdsalert.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A line that CloudWatch reads metrics from (embedded metric format): one JSON object, in which
 * what a caller chose is a JSON string and so cannot become a line of its own. Metrics are for
 * dashboards and alarms; nothing else depends on them.
 *
 * <p>A metric is paid for each hour in which it is published. So the line holds every number, but
 * names as metrics only those that differ from zero, and what an alarm cannot do without.
 */
record MetricLine(ObjectNode json, ArrayNode directives) {
  /** Begins a line of a function; what one alarm of both looks at is counted by the stack. */
  static MetricLine of(String function, String stack, Instant now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode aws = json.putObject("_aws").put("Timestamp", now.toEpochMilli());
    ArrayNode directives = aws.putArray("CloudWatchMetrics");
    json.put("FunctionName", function).put("StackName", stack);
    return new MetricLine(json, directives);
  }

  MetricLine count(String name, long value) {
    return add("FunctionName", name, "Count", value, value != 0);
  }

  /** The same, as one number of both functions. */
  MetricLine countOfStack(String name, long value) {
    return add("StackName", name, "Count", value, value != 0);
  }

  MetricLine metric(String name, String unit, long value) {
    return add("FunctionName", name, unit, value, true);
  }

  private MetricLine add(String dimension, String name, String unit, long value, boolean asMetric) {
    json.put(name, value);
    if (asMetric) {
      metricsBy(dimension).addObject().put("Name", name).put("Unit", unit);
    }
    return this;
  }

  private ArrayNode metricsBy(String dimension) {
    for (var directive : directives) {
      if (directive.at("/Dimensions/0/0").asText().equals(dimension)) {
        return (ArrayNode) directive.path("Metrics");
      }
    }
    ObjectNode directive = directives.addObject().put("Namespace", "RdsSecurityGroupAlert");
    directive.putArray("Dimensions").addArray().add(dimension);
    return directive.putArray("Metrics");
  }
}
