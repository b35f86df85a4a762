package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.aws.SnsAlertPublisher.TwoTopics;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.render.Message;
import rdsalert.testing.RecordingPublisher;
import rdsalert.text.JsonText;

/** What concerns the stack itself goes to both topics, and is out if one of them takes it. */
class TwoTopicsTest {
  private final RecordingPublisher first = new RecordingPublisher();
  private final RecordingPublisher second = new RecordingPublisher();
  private final TwoTopics topics = new TwoTopics(first, second, Set.of("stack-part-changed"));

  @Test
  void publishesToBothWhatConcernsTheStack() {
    topics.publish(of("stack-part-changed"));

    assertThat(first.published()).hasSize(1);
    assertThat(second.published()).isEqualTo(first.published());
  }

  @Test
  void publishesAnyOtherAlertToTheFirstAlone() {
    topics.publish(of("db-snapshot-public"));

    assertThat(first.published()).hasSize(1);
    assertThat(second.published()).isEmpty();
  }

  /** As when somebody disables the key of the first: nothing waits, so no copies follow. */
  @Test
  void isContentIfTheSecondAloneTakesIt() {
    first.failingForGood("KMSDisabled");

    assertThat(topics.publish(of("stack-part-changed"))).isEqualTo("message-1");
    assertThat(second.published()).hasSize(1);
  }

  /** Nobody need be subscribed to the second, which takes it all the same. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isPerhapsSentIfTheFirstMayTakeItLater(boolean unanswered) {
    if (unanswered) {
      first.losingAnswers(1);
    } else {
      first.failingTimes(1);
    }

    assertThatThrownBy(() -> topics.publish(of("stack-part-changed")))
        .isInstanceOfSatisfying(
            PublishFailedException.class, e -> assertThat(e.mayHaveBeenTaken()).isTrue());
    assertThat(second.published()).hasSize(1);
  }

  @Test
  void isContentIfTheFirstAloneTakesIt() {
    second.failingForGood("NotFound");

    assertThat(topics.publish(of("stack-part-changed"))).isEqualTo("message-1");
    assertThat(first.published()).hasSize(1);
  }

  @Test
  void failsAsTheFirstDidIfNeitherTakesIt() {
    first.failingForGood("KMSDisabled");
    second.failingForGood("NotFound");

    assertThatThrownBy(() -> topics.publish(of("stack-part-changed")))
        .isInstanceOf(PublishFailedException.class)
        .hasMessageContaining("KMSDisabled");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isPerhapsSentIfEitherMayHaveTakenIt(boolean theFirst) {
    (theFirst ? first : second).losingAnswers(1);
    (theFirst ? second : first).failingForGood("KMSDisabled");

    assertThatThrownBy(() -> topics.publish(of("stack-part-changed")))
        .isInstanceOfSatisfying(
            PublishFailedException.class, e -> assertThat(e.mayHaveBeenTaken()).isTrue());
  }

  private static Message of(String rule) {
    ObjectNode attributes = JsonText.object().put("rule", rule);
    return new Message(Message.Kind.ALERT, "subject", "email", "{}", "sms", "{}", attributes);
  }
}
