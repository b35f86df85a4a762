package rdsalert.guard;

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
  public TwoTopics(AlertPublisher first, AlertPublisher second, RuleCatalog rules) {
    this(first, second, rules.own().stream().map(DetectionRule::id).collect(Collectors.toSet()));
  }

  @Override
  public AlertPublisher to(Topic topic) {
    return topic == Topic.ALERTS ? first : second;
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
    String rule = message.attributes().path("rule").asText();
    return message.kind() == Message.Kind.SETTINGS || own.contains(rule);
  }
}
