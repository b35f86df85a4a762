package rdsalert.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import rdsalert.event.ManagementEvent;

/** What an analyst would search for elsewhere: addresses, names, keys, resources. */
final class Observables {
  private final ArrayNode all = JsonText.object().arrayNode();

  private Observables() {}

  static Observables of(ManagementEvent event) {
    Observables observables = new Observables();
    if (SourceAddress.of(event.sourceAddress()) instanceof SourceAddress.Ip(String ip, boolean _)) {
      observables.add("evidences[0].src_endpoint.ip", 2, "IP Address", ip);
    }
    observables.add(
        "evidences[0].actor.user.name", 4, "User Name", new ActorPhrase(event.actor()).name());
    observables.add("evidences[0].actor.user.uid", 31, "User Object: uid", event.actor().arn());
    observables.add(
        "evidences[0].actor.user.credential_uid",
        19,
        "User Credential ID",
        event.actor().accessKeyId());
    observables.add(
        "evidences[0].http_request.user_agent", 16, "HTTP User-Agent", event.userAgent());
    observables.add("resources[0].uid", 10, "Resource UID", event.securityGroup().arn());
    return observables;
  }

  void addTo(ObjectNode finding) {
    if (!all.isEmpty()) {
      finding.set("observables", all);
    }
  }

  private void add(String name, int type, String caption, @Nullable String value) {
    if (value != null) {
      ObjectNode observable = all.addObject().put("name", name).put("type_id", type);
      observable.put("type", caption).put("value", Finding.cut(value));
    }
  }
}
