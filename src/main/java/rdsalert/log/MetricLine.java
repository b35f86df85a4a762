package rdsalert.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;

/**
 * A line that CloudWatch reads metrics from (embedded metric format): one JSON object, in which
 * what a caller chose is a JSON string and so cannot become a line of its own. Metrics are for
 * dashboards and alarms; nothing else depends on them.
 *
 * <p>A metric is paid for each hour in which it is published. So the line holds every number, but
 * names as metrics only those that differ from zero, and what an alarm cannot do without.
 *
 * @param calm the states that were last seen to be zero, in this process
 */
record MetricLine(ObjectNode json, ArrayNode directives, Set<String> calm) {
  /** Begins a line of a function; what one alarm of both looks at is counted by the stack. */
  static MetricLine of(String function, String stack, Instant now, Set<String> calm) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode aws = json.putObject("_aws").put("Timestamp", now.toEpochMilli());
    ArrayNode directives = aws.putArray("CloudWatchMetrics");
    json.put("FunctionName", function).put("StackName", stack);
    return new MetricLine(json, directives, calm);
  }

  MetricLine count(String name, long value) {
    return value == 0 ? put(name, value) : metric(name, "Count", value);
  }

  /** The same, as one number of both functions. */
  MetricLine countOfStack(String name, long value) {
    return value == 0 ? put(name, value) : metric("StackName", name, "Count", value);
  }

  /**
   * How things stand: an alarm on it keeps its state while nothing is published. So a zero is
   * published once after something else, and once by each process, as it does not know what others
   * saw.
   */
  MetricLine state(String name, long value) {
    if (value != 0) {
      calm.remove(name);
    } else if (!calm.add(name)) {
      return put(name, value);
    }
    return metric(name, "Count", value);
  }

  MetricLine metric(String name, String unit, long value) {
    return metric("FunctionName", name, unit, value);
  }

  private MetricLine metric(String dimension, String name, String unit, long value) {
    metricsBy(dimension).addObject().put("Name", name).put("Unit", unit);
    return put(name, value);
  }

  private MetricLine put(String name, long value) {
    json.put(name, value);
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
