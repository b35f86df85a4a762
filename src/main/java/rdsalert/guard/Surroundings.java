package rdsalert.guard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import rdsalert.delivery.AlertPublisher.Topic;

/** What there is around the functions, as AWS says it. Every call may fail, in any way. */
public interface Surroundings {
  Subscriptions subscriptions(Topic topic);

  /** The attributes of a confirmed subscription, as SNS names them. */
  Map<String, String> attributes(String subscription);

  /** The own policy of the table that is the ledger, as JSON, if it has one. */
  Optional<String> policy(String table);

  /** The settings that the ledger has noted, by name; empty if none are. */
  Map<String, String> noted();

  /**
   * Notes settings in place of those noted before; nothing happens if these are no longer there.
   */
  void note(Map<String, String> settings, Map<String, String> before);

  /** The names of the first subscriptions that are confirmed, and how many are not. */
  record Subscriptions(List<String> confirmed, int pending) {
    public Subscriptions {
      confirmed = List.copyOf(confirmed);
    }
  }
}
