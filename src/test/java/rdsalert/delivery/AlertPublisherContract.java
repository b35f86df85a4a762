package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.render.Message;
import rdsalert.text.JsonText;

/** What every publisher promises; the fake and the real one are both held to it. */
public abstract class AlertPublisherContract {
  protected static final Message MESSAGE =
      new Message(
          Message.Kind.ALERT,
          "A subject",
          "An email\nof two lines — and a dash\n",
          "{\"a\":\"card\"}",
          "a text message",
          "{\"a\":\"finding\"}",
          JsonText.object().put("rule", "378f9024").put("risk_score", 21));

  protected abstract AlertPublisher publisher();

  /** Lets the next publish fail, in a way that passes or not. */
  protected abstract void failNext(boolean passes);

  /** How many messages were accepted. */
  protected abstract int accepted();

  @Test
  void givesEachMessageAnIdOfItsOwn() {
    String first = publisher().publish(MESSAGE);
    String second = publisher().publish(MESSAGE);

    assertThat(first).isNotBlank().isNotEqualTo(second);
    assertThat(accepted()).isEqualTo(2);
  }

  @Test
  void failsAndSaysThatItIsWorthRetrying() {
    failNext(true);

    assertThat(failure().worthRetrying()).isTrue();
    assertThat(accepted()).isZero();
    assertThat(publisher().publish(MESSAGE)).isNotBlank();
  }

  @Test
  void failsAndSaysThatSomebodyHasToMendIt() {
    failNext(false);

    assertThat(failure().worthRetrying()).isFalse();
    assertThat(accepted()).isZero();
  }

  protected PublishFailedException failure() {
    PublishFailedException failure =
        catchThrowableOfType(PublishFailedException.class, () -> publisher().publish(MESSAGE));
    assertThat(failure).isNotNull();
    return failure;
  }
}
