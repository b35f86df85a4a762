package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.aws.Table.number;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rdsalert.Wiring;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.Window;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;
import rdsalert.local.LocalLedger;
import rdsalert.render.Message;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Somebody who can write to the table closes a window: people are told of it all the same. */
class ForgedPlacesTest {
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final LocalLedger database = LocalLedger.start();
  private final SettableClock clock = SettableClock.atWindowStart();
  private final RecordingPublisher publisher = new RecordingPublisher();

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void tellsOfRootsCallsInAWindowThatWasClosedByHand() {
    forge(Map.of("taken", number(500), "announced", AttributeValue.fromBool(true)));
    for (int i = 0; i < 3; i++) {
      assertThat(deliver(byRoot("root-" + i))).isInstanceOf(Outcome.Held.class);
    }
    clock.advance(WINDOW.plusMinutes(3));
    assertThat(wiring().sweep().run(() -> WINDOW).failures()).isEmpty();

    assertThat(publisher.count(Message.Kind.NOTICE)).isEqualTo(1);
    assertThat(publisher.published().getFirst().email()).containsIgnoringCase("root");
    assertThat(publisher.count(Message.Kind.DIGEST)).isEqualTo(1);
    assertThat(publisher.published().getLast().email())
        .contains("3 alerts held")
        .contains("URGENT");
  }

  private void forge(Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.put("pk", fromS(Keys.places(Window.at(clock.instant(), WINDOW))));
    database.client().putItem(put -> put.tableName(database.table()).item(item));
  }

  private Outcome deliver(ManagementEvent event) {
    return wiring().delivery().deliver(event, () -> Duration.ofSeconds(30));
  }

  private static ManagementEvent byRoot(String id) {
    ObjectNode event = (ObjectNode) TestEvents.sample("root").json().deepCopy();
    ((ObjectNode) event.path("detail")).put("eventID", id);
    return new EventReader().read(event);
  }

  private Wiring wiring() {
    return Wiring.of(
        RuleCatalog.packaged(),
        Silences.none(),
        database.ledger(Duration.ofDays(16)),
        publisher,
        new Limits(5, 1, Limits.NO_PACE, WINDOW, Duration.ofHours(1)),
        clock,
        clock::advance);
  }
}
