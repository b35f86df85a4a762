package rdsalert.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.aws.Connections;
import rdsalert.aws.TimeLimit;
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

  private static final Instant NOW = Instant.parse("2050-01-01T09:30:00Z");

  /** The first call of a process may take longer than a call is given. */
  @BeforeAll
  static void callOnce() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(200, LAST)) {
      read(server.uri());
    } catch (SocketTimeoutException e) {
      assertThat(e).hasMessage("no answer within 300 ms");
    }
  }

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
        ScriptedServer.answering(200, page(0, "t"), page(20, "t"), page(40, ""))) {
      assertThatThrownBy(() -> read(server.uri())).hasMessage("there are more than 50");
    }
  }

  /** The service may end a page wherever it likes, even before the first parameter. */
  @Test
  void countsParametersAndNotPages() throws Exception {
    String none = "{\"Parameters\": [], \"NextToken\": \"t\"}";
    try (ScriptedServer server =
        ScriptedServer.answering(200, none, FIRST, none, none, FIRST, none, LAST)) {
      assertThat(read(server.uri())).isEqualTo(Map.of("a", "1", "b", "2"));
    }
  }

  @Test
  void readsPagesWithoutEndNoLongerThanAnAlertCanWait() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.answering(200, Collections.nCopies(100_000, FIRST).toArray(String[]::new))) {
      assertThatThrownBy(() -> read(server.uri(), ParameterStore.LIMIT))
          .hasMessage("no answer within 300 ms");
      int asked = server.requests().size();
      Thread.sleep(200);
      assertThat(server.requests()).hasSizeBetween(asked, asked + 1);
    }
  }

  /** Twenty parameters, counted from a number, and what follows. */
  private static String page(int first, String next) {
    return IntStream.range(first, first + 20)
        .mapToObj(i -> "{\"Name\": \"/s/exceptions/e" + i + "\", \"Value\": \"1\"}")
        .collect(
            Collectors.joining(", ", "{\"Parameters\": [", "], \"NextToken\": \"" + next + "\"}"));
  }

  /** The ledger knows the time even where the machine's clock is years behind. */
  @Test
  void signsWithTheTimeThatItIsGiven() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(200, LAST)) {
      assertThat(read(server.uri())).isEqualTo(Map.of("a", "1"));
      assertThat(server.requests())
          .extracting(request -> request.header("x-amz-date"))
          .containsExactly("20500101T093000Z");
    }
  }

  /** Else the exceptions of the last hour would be dropped in silence. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[]", "\"x\"", "<html/>", "{\"__type\": \"InternalServerError\"}"})
  void takesNoOtherAnswerForAnEmptyStore(String answer) throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(200, answer)) {
      assertThatThrownBy(() -> read(server.uri())).isInstanceOf(IOException.class);
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

      assertThatThrownBy(() -> read(silent.uri(), ParameterStore.LIMIT))
          .hasMessage("no answer within 300 ms");
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
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

  /** With all the time that a slow machine needs. */
  private static Map<String, String> read(URI endpoint) throws Exception {
    return read(endpoint, new TimeLimit(Duration.ofSeconds(20)));
  }

  private static Map<String, String> read(URI endpoint, TimeLimit limit) throws Exception {
    try (SdkHttpClient http = Connections.open()) {
      Callable<? extends Map<String, String>> store =
          new ParameterStore(
              new SignedCalls(
                  http,
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
                  endpoint,
                  "ssm",
                  "eu-central-1",
                  () -> NOW),
              "/s/exceptions",
              limit);
      return store.call();
    }
  }
}
