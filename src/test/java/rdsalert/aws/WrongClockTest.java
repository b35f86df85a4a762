package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.testing.ScriptedServer;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.http.SdkHttpClient;

/** A refusal for a wrong clock brings the right time, and the next request is signed with it. */
class WrongClockTest {
  private static final String REFUSAL = "RequestExpired";

  @BeforeEach
  @AfterEach
  void forgetWhatAllClientsOfThisJvmShare() {
    SdkGlobalTime.setGlobalTimeOffset(0);
  }

  @ParameterizedTest
  @EnumSource(names = "PUBLISH", mode = EnumSource.Mode.EXCLUDE)
  void isPutRightByTheLedgersNextTry(Call call) throws Exception {
    try (ScriptedServer server = ScriptedServer.start(c -> answer(c, call));
        SdkHttpClient http = Connections.open()) {
      call.make(
          WireTest.table(http, WireTest.LONG, server.uri()),
          WireTest.publisher(http, server.uri(), WireTest.CREDENTIALS));

      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void isPutRightByTheNextPublish() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(c -> answer(c, Call.PUBLISH));
        SdkHttpClient http = Connections.open()) {
      SnsAlertPublisher publisher = WireTest.publisher(http, server.uri(), WireTest.CREDENTIALS);

      assertThatExceptionOfType(PublishFailedException.class)
          .isThrownBy(() -> publisher.publish(Call.MESSAGE))
          .withMessage("publishing failed: RequestExpired (worth retrying)")
          .matches(failure -> !failure.mayHaveBeenTaken());
      assertThat(publisher.publish(Call.MESSAGE)).isNotEmpty();
      assertThat(server.requests()).hasSize(2);
    }
  }

  private static void answer(ScriptedServer.Connection connection, Call call) throws IOException {
    while (true) {
      boolean right = connection.read().header("x-amz-date").startsWith("2050");
      connection.send(
          right
              ? call.success()
              : call.error(403, REFUSAL, "Date: Sat, 01 Jan 2050 00:00:00 GMT\r\n"));
    }
  }
}
