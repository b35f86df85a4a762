package rdsalert.guard;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.render.Message;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;

/**
 * Publishes what concerns the stack itself to a second topic, too. One of the two has to take it:
 * if one is switched off, the other tells of it, once.
 *
 * @param own the ids of the rules about the stack itself
 */
public record TwoTopics(AlertPublisher first, AlertPublisher second, Set<String> own)
    implements AlertPublisher {
  /** Around a publisher that knows the second topic, or itself if it knows none. */
  public static AlertPublisher around(AlertPublisher first, RuleCatalog rules) {
    Set<String> own = rules.own().stream().map(DetectionRule::id).collect(Collectors.toSet());
    return first
        .to(Topic.WATCH)
        .<AlertPublisher>map(second -> new TwoTopics(first, second, own))
        .orElse(first);
  }

  @Override
  public Optional<AlertPublisher> to(Topic topic) {
    return first.to(topic);
  }

  @Override
  public String publish(Message message) {
    if (!isOwn(message)) {
      return first.publish(message);
    }
    PublishFailedException ofSecond = null;
    String taken = "";
    try {
      taken = second.publish(message);
    } catch (PublishFailedException e) {
      ofSecond = e;
    }
    try {
      return first.publish(message);
    } catch (PublishFailedException e) {
      if (ofSecond == null) {
        return taken;
      }
      // What one topic may have taken is no less perhaps sent because the other refused it.
      throw ofSecond.mayHaveBeenTaken() && !e.mayHaveBeenTaken() ? ofSecond : e;
    }
  }

  private boolean isOwn(Message message) {
    Message.Attribute rule = message.attributes().get("rule");
    return message.kind() == Message.Kind.SETTINGS || (rule != null && own.contains(rule.value()));
  }
}
