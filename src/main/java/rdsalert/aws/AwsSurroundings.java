package rdsalert.aws;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.guard.Guard;
import rdsalert.guard.Guard.Surroundings;
import rdsalert.guard.KnownSettings;
import rdsalert.guard.SampleMessages;
import rdsalert.guard.SampleMessages.Place;
import rdsalert.rule.RuleCatalog;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PolicyNotFoundException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.Subscription;

/**
 * The subscriptions of topics, by their ARNs; the policy of the ledger, by its table's name; and an
 * item in it that notes the stack's settings.
 */
public record AwsSurroundings(
    SnsClient sns, DynamoDbClient store, Map<Topic, String> topics, String ledger)
    implements Surroundings {
  private static final String VALUES = "settings";

  /** A guard over all of it, which tells of changed settings by a publisher. */
  public Guard guard(
      RuleCatalog rules,
      Map<String, String> settings,
      AlertPublisher publisher,
      InstantSource clock) {
    Place place = Place.of(String.valueOf(topics.get(Topic.ALERTS)));
    return new Guard(
        this,
        SampleMessages.of(rules.rules(), place),
        place.table(ledger),
        new KnownSettings(settings, place, publisher),
        clock);
  }

  /** Those of the first page, of a hundred, with one that is confirmed: only those have an ARN. */
  @Override
  public Subscriptions subscriptions(Topic topic) {
    int pending = 0;
    for (ListSubscriptionsByTopicResponse page :
        sns.listSubscriptionsByTopicPaginator(list -> list.topicArn(topics.get(topic)))) {
      List<String> confirmed =
          page.subscriptions().stream()
              .map(Subscription::subscriptionArn)
              .filter(name -> name.startsWith("arn:"))
              .toList();
      pending += page.subscriptions().size() - confirmed.size();
      if (!confirmed.isEmpty()) {
        return new Subscriptions(confirmed, pending);
      }
    }
    return new Subscriptions(List.of(), pending);
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

  @Override
  public Map<String, String> noted() {
    Map<String, String> values = new HashMap<>();
    AttributeValue noted =
        new Table(store, ledger, _ -> {}).get(Keys.SETTINGS).getOrDefault(VALUES, map(values));
    noted.m().forEach((name, value) -> values.put(name, String.valueOf(value.s())));
    return values;
  }

  /** It never expires: it is of use as long as there is a ledger. */
  @Override
  public void note(Map<String, String> settings) {
    Map<String, AttributeValue> item =
        Map.of(EntryItem.PK, AttributeValue.fromS(Keys.SETTINGS), VALUES, map(settings));
    store.putItem(put -> put.tableName(ledger).item(item));
  }

  private static AttributeValue map(Map<String, String> settings) {
    Map<String, AttributeValue> values = new HashMap<>();
    settings.forEach((name, value) -> values.put(name, AttributeValue.fromS(value)));
    return AttributeValue.fromM(values);
  }
}
