package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rdsalert.AwsWiring;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.guard.Guard.Surroundings.Subscriptions;
import rdsalert.testing.ScriptedServer;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** A topic's subscriptions as SNS lists them. */
class SubscriptionsTest {
  private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:alerts";
  private static final String PENDING = "PendingConfirmation";

  /** Anybody can subscribe an address; only its owner confirms. */
  @Test
  void areReadUntilOneIsConfirmed() throws Exception {
    try (ScriptedServer sns =
        ScriptedServer.answering(
            200, page("next", PENDING, PENDING), page("", PENDING, TOPIC + ":1"))) {
      assertThat(read(sns)).isEqualTo(new Subscriptions(List.of(TOPIC + ":1"), 3));
      assertThat(sns.requests()).hasSize(2);
    }
  }

  @Test
  void areReadNoFurtherThanThat() throws Exception {
    try (ScriptedServer sns = ScriptedServer.answering(200, page("next", TOPIC + ":1", PENDING))) {
      assertThat(read(sns)).isEqualTo(new Subscriptions(List.of(TOPIC + ":1"), 1));
      assertThat(sns.requests()).hasSize(1);
    }
  }

  private static Subscriptions read(ScriptedServer server) throws Exception {
    try (SdkHttpClient http = Connections.open();
        SnsClient sns =
            AwsWiring.sns(http, WireTest.LONG, WireTest.CREDENTIALS)
                .endpointOverride(server.uri())
                .region(Region.EU_CENTRAL_1)
                .build();
        DynamoDbClient unused = DynamoDbClient.builder().region(Region.EU_CENTRAL_1).build()) {
      return new AwsSurroundings(sns, unused, Map.of(Topic.ALERTS, TOPIC), "ledger")
          .subscriptions(Topic.ALERTS);
    }
  }

  private static String page(String nextToken, String... subscriptions) {
    StringBuilder members = new StringBuilder();
    for (String subscription : subscriptions) {
      members.append("<member><SubscriptionArn>" + subscription + "</SubscriptionArn></member>");
    }
    String next = nextToken.isEmpty() ? "" : "<NextToken>" + nextToken + "</NextToken>";
    return "<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult>"
        + next
        + "<Subscriptions>"
        + members
        + "</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>";
  }
}
