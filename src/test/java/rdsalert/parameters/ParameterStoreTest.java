package rdsalert.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import rdsalert.aws.Connections;
import rdsalert.testing.ScriptedServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/** The store on the wire. */
class ParameterStoreTest {
  private static final String FIRST =
      "{\"Parameters\": [{\"Name\": \"/s/exceptions/b\", \"Value\": \"2\"}], \"NextToken\": \"t\"}";
  private static final String LAST =
      "{\"Parameters\": [{\"Name\": \"/s/exceptions/a\", \"Value\": \"1\"}]}";

  @Test
  void readsAllPagesBySignedCalls() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(200, FIRST, LAST)) {
      assertThat(read(server.uri())).isEqualTo(Map.of("a", "1", "b", "2"));
      assertThat(server.requests())
          .hasSize(2)
          .allSatisfy(
              request -> {
                assertThat(request.header("x-amz-target"))
                    .isEqualTo("AmazonSSM.GetParametersByPath");
                assertThat(request.header("authorization"))
                    .contains("AWS4-HMAC-SHA256", "/eu-central-1/ssm/aws4_request");
              });
    }
  }

  @Test
  void readsNoMoreThanFiftyOrNone() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.answering(200, FIRST, FIRST, FIRST, FIRST, FIRST, LAST)) {
      assertThatThrownBy(() -> read(server.uri())).hasMessage("there are more than 50");
    }
  }

  @Test
  void saysWhyTheStoreRefused() throws Exception {
    String denied = "{\"__type\": \"com.amazon.coral.service#AccessDeniedException\"}";
    try (ScriptedServer server = ScriptedServer.answering(400, denied)) {
      assertThatThrownBy(() -> read(server.uri()))
          .isInstanceOf(IOException.class)
          .hasMessage("status 400 AccessDeniedException");
    }
  }

  @Test
  void waitsNoLongerThanAnAlertCan() throws Exception {
    try (ScriptedServer silent = ScriptedServer.start(connection -> Thread.sleep(10_000))) {
      long started = System.nanoTime();

      assertThatThrownBy(() -> read(silent.uri())).hasMessage("no answer within 300 ms");
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void failsWhereNothingListens() throws Exception {
    URI gone;
    try (ScriptedServer server = ScriptedServer.answering(200, LAST)) {
      gone = server.uri();
    }

    assertThatThrownBy(() -> read(gone)).isInstanceOf(IOException.class);
  }

  private static Map<String, String> read(URI endpoint) throws Exception {
    try (SdkHttpClient http = Connections.open()) {
      Callable<? extends Map<String, String>> store =
          new ParameterStore(
              new SignedCalls(
                  http,
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
                  endpoint,
                  "ssm",
                  "eu-central-1"),
              "/s/exceptions");
      return store.call();
    }
  }
}
