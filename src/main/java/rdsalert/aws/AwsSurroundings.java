package rdsalert.aws;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rdsalert.delivery.LedgerKey.Topic;
import rdsalert.guard.Guard;
import rdsalert.guard.SampleMessages;
import rdsalert.guard.SampleMessages.Place;
import rdsalert.guard.Surroundings;
import rdsalert.rule.RuleCatalog;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PolicyNotFoundException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/**
 * The subscriptions of topics, of which SNS lists a hundred at once, and the policy of the ledger.
 *
 * @param topics the topics' ARNs
 */
public record AwsSurroundings(SnsClient sns, DynamoDbClient store, Map<Topic, String> topics)
    implements Surroundings {
  public AwsSurroundings {
    topics = Map.copyOf(topics);
  }

  /** A guard over all of it; {@code table} is the ledger's name. */
  public Guard guard(String table, RuleCatalog rules, InstantSource clock) {
    Place place = Place.of(String.valueOf(topics.get(Topic.ALERTS)));
    boolean withWatch = topics.containsKey(Topic.WATCH);
    return new Guard(
        this, SampleMessages.of(rules.rules(), place, withWatch), place.table(table), clock);
  }

  /** SNS has an ARN only for those that are confirmed. */
  @Override
  public Subscriptions subscriptions(Topic topic) {
    List<String> names =
        sns
            .listSubscriptionsByTopic(list -> list.topicArn(topics.get(topic)))
            .subscriptions()
            .stream()
            .map(Subscription::subscriptionArn)
            .toList();
    List<String> confirmed = names.stream().filter(name -> name.startsWith("arn:")).toList();
    return new Subscriptions(confirmed, names.size() - confirmed.size());
  }

  @Override
  public Map<String, String> attributes(String subscription) {
    return sns.getSubscriptionAttributes(get -> get.subscriptionArn(subscription)).attributes();
  }

  @Override
  public Optional<String> policy(String table) {
    try {
      return Optional.of(store.getResourcePolicy(get -> get.resourceArn(table)).policy());
    } catch (PolicyNotFoundException e) {
      return Optional.empty();
    }
  }
}
