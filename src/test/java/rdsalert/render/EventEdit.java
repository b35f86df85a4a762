package rdsalert.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;

/**
 * A sample event with some fields changed, named by their path such as {@code detail.userAgent}.
 */
final class EventEdit {
  private final ObjectNode json;

  private EventEdit(ObjectNode json) {
    this.json = json;
  }

  static EventEdit of(String sample) {
    return new EventEdit(SampleAlerts.event(sample).json().deepCopy());
  }

  static EventEdit of(ManagementEvent sample) {
    return new EventEdit(sample.json().deepCopy());
  }

  EventEdit time(Instant time) {
    return set("detail.eventTime", time.toString());
  }

  EventEdit id(String id) {
    return set("detail.eventID", id);
  }

  EventEdit set(String path, String value) {
    List<String> fields = fields(path);
    parent(fields).put(fields.getLast(), value);
    return this;
  }

  EventEdit set(String path, JsonNode value) {
    List<String> fields = fields(path);
    parent(fields).set(fields.getLast(), value);
    return this;
  }

  EventEdit remove(String path) {
    List<String> fields = fields(path);
    parent(fields).remove(fields.getLast());
    return this;
  }

  ManagementEvent event() {
    return new EventReader().read(json);
  }

  private ObjectNode parent(List<String> fields) {
    ObjectNode at = json;
    for (String field : fields.subList(0, fields.size() - 1)) {
      at = at.path(field).isObject() ? (ObjectNode) at.get(field) : at.putObject(field);
    }
    return at;
  }

  private static List<String> fields(String path) {
    return List.of(path.split("\\.", -1));
  }
}
