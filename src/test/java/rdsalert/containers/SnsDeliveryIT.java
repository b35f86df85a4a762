package rdsalert.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import rdsalert.aws.SnsAlertPublisher;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Alert.Position;
import rdsalert.event.ManagementEvent;
import rdsalert.render.Message;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.testing.Samples;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * One publish reaches every kind of subscriber with the body that is meant for it, or not at all.
 */
@Tag("containers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnsDeliveryIT {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private LocalStack localStack;
  private SnsClient sns;
  private SqsClient sqs;
  private String topic;

  @BeforeAll
  void start() {
    localStack = LocalStack.start();
    sns = localStack.configure(SnsClient.builder()).build();
    sqs = localStack.configure(SqsClient.builder()).build();
    topic = sns.createTopic(create -> create.name("alerts")).topicArn();
  }

  @AfterAll
  void stop() {
    sns.close();
    sqs.close();
    localStack.close();
  }

  @Test
  void reachesQueuesAsTheirFilterPoliciesSay() throws Exception {
    String low = queue("low", "{\"severity\":[\"low\"],\"account\":[\"123456789012\"]}");
    String risky =
        queue("risky", "{\"kind\":[\"alert\"],\"risk_score\":[{\"numeric\":[\">\",20]}]}");
    String grave = queue("grave", "{\"severity\":[\"critical\"]}");
    String other = queue("other", "{\"region\":[\"us-west-2\"]}");
    Message message = message();

    new SnsAlertPublisher(sns, topic).publish(message);

    assertThat(awaited(() -> received(low))).containsExactly(message.machine());
    assertThat(awaited(() -> received(risky))).containsExactly(message.machine());
    assertThat(received(grave)).isEmpty();
    assertThat(received(other)).isEmpty();
  }

  @Test
  void reachesATelephoneWithTheShortText() throws Exception {
    String number = "+12025550123";
    sns.subscribe(subscribe -> subscribe.topicArn(topic).protocol("sms").endpoint(number));
    Message message = message();

    new SnsAlertPublisher(sns, topic).publish(message);

    assertThat(shortMessages(number)).containsExactly(message.sms());
  }

  @Test
  void reachesAMailboxWithThePageOfText() throws Exception {
    String address = "security@example.com";
    String subscription =
        sns.subscribe(
                subscribe ->
                    subscribe
                        .topicArn(topic)
                        .protocol("email")
                        .endpoint(address)
                        .returnSubscriptionArn(true))
            .subscriptionArn();
    String token =
        internal("/_aws/sns/subscription-tokens/" + subscription)
            .path("subscription_token")
            .asText();
    sns.confirmSubscription(confirm -> confirm.topicArn(topic).token(token));
    Message message = message();

    new SnsAlertPublisher(sns, topic).publish(message);

    assertThat(letters()).containsExactly(message.email());
  }

  /** What LocalStack would have sent to a mailbox, as soon as it has sent something. */
  private List<String> letters() throws Exception {
    return awaited(() -> internal("/_aws/ses").findValuesAsText("text_part"));
  }

  /** What LocalStack would have sent to a telephone, as soon as it has; it quotes texts again. */
  private List<String> shortMessages(String number) throws Exception {
    return awaited(
        () -> {
          List<String> texts = new ArrayList<>();
          for (JsonNode sent :
              internal("/_aws/sns/sms-messages?region=us-east-1")
                  .path("sms_messages")
                  .path(number)) {
            texts.add(MAPPER.readTree(sent.path("Message").asText()).asText());
          }
          return texts;
        });
  }

  /**
   * What the source gives as soon as it gives something, or nothing after two minutes: LocalStack
   * delivers behind the back of the call that published.
   */
  private static List<String> awaited(Callable<List<String>> source) throws Exception {
    Instant end = Instant.now().plusSeconds(120);
    List<String> given = source.call();
    while (given.isEmpty() && Instant.now().isBefore(end)) {
      Thread.sleep(Duration.ofMillis(200));
      given = source.call();
    }
    return given;
  }

  private JsonNode internal(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(localStack.uri() + path)).build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? MAPPER.readTree(response.body())
          : MissingNode.getInstance();
    }
  }

  private String queue(String name, String filterPolicy) {
    String url = sqs.createQueue(create -> create.queueName(name)).queueUrl();
    String arn =
        sqs.getQueueAttributes(
                get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    sns.subscribe(
        subscribe ->
            subscribe
                .topicArn(topic)
                .protocol("sqs")
                .endpoint(arn)
                .attributes(Map.of("FilterPolicy", filterPolicy)));
    return url;
  }

  private List<String> received(String queue) {
    return sqs
        .receiveMessage(
            receive -> receive.queueUrl(queue).waitTimeSeconds(2).maxNumberOfMessages(10))
        .messages()
        .stream()
        .map(message -> bodyOf(message.body()))
        .toList();
  }

  private static String bodyOf(String notification) {
    try {
      return MAPPER.readTree(notification).path("Message").asText();
    } catch (IOException e) {
      throw new AssertionError("not a notification: " + notification, e);
    }
  }

  private static Message message() throws IOException {
    DetectionRule rule = RuleCatalog.packaged().rules().getFirst();
    ManagementEvent event = Samples.read(Samples.file("create-db-security-group"));
    Instant start = Instant.parse("2026-02-10T09:10:00Z");
    Position place =
        new Position(start, start.plus(Duration.ofMinutes(10)), OptionalInt.of(7), 100);
    Instant raised = event.eventTime().plusSeconds(12);
    Duration lookBack = Duration.ofHours(1);
    return Message.of(Alert.raise(rule, List.of(), event, place, raised, lookBack), raised);
  }
}
