package rdsalert.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.aws.Connections;
import rdsalert.testing.ScriptedServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/** CloudFormation's own record of a stack says whether it was deployed at a time. */
class StackEventsTest {
  private static final String ID =
      "arn:aws:cloudformation:eu-central-1:123456789012:stack/alerts/0a1b2c3d";

  /** Newest first, as CloudFormation has them: an update, another that was rolled back, a third. */
  private static final List<String> HISTORY =
      List.of(
          event("12:00:00", ID, "UPDATE_IN_PROGRESS"),
          event("11:05:00", ID, "UPDATE_ROLLBACK_COMPLETE"),
          event("11:04:00", ID, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS"),
          event("11:03:00", ID, "UPDATE_ROLLBACK_IN_PROGRESS"),
          event("11:02:00", "alerts-AlertTopic", "UPDATE_FAILED"),
          event("11:00:00", ID, "UPDATE_IN_PROGRESS"),
          event("10:05:00", "alerts-nested-stack", "UPDATE_IN_PROGRESS"),
          event("10:02:00", ID, "UPDATE_COMPLETE"),
          event("10:01:30", ID, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"),
          event("10:00:00", ID, "UPDATE_IN_PROGRESS"),
          event("09:02:00", ID, "CREATE_COMPLETE"),
          event("09:00:00", ID, "CREATE_IN_PROGRESS"),
          event("08:00:00", ID, "REVIEW_IN_PROGRESS"));

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "08:30:00,false",
    "08:59:54,false",
    "09:00:30,true",
    "09:30:00,false",
    "09:59:54,false",
    "09:59:56,true",
    "10:00:00,true",
    "10:01:59,true",
    "10:02:04,true",
    "10:02:06,false",
    "10:06:00,false",
    "11:02:30,true",
    "11:04:59,true",
    "11:05:06,false",
    "11:59:00,false",
    "12:00:01,true",
    "23:59:00,true"
  })
  void knowsWhenTheStackWasDeployed(String time, boolean deployed) throws Exception {
    assertThat(ask(time, page(HISTORY, ""))).isEqualTo(deployed);
    assertThat(ask(time, onePageForEach())).isEqualTo(deployed);
  }

  @Test
  void hasNoDeploymentWhereAllEventsAreForgotten() throws Exception {
    assertThat(ask("10:00:00", page(List.of(), ""))).isFalse();
  }

  @Test
  void asksForTheNextPageBySignedCalls() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.answering(
            200, page(HISTORY.subList(0, 2), "a+b/c="), page(HISTORY.subList(2, 4), ""))) {
      assertThat(ask(server, "11:03:30")).isTrue();
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().getLast().body())
          .contains("Action=DescribeStackEvents")
          .contains("StackName=alerts")
          .contains("NextToken=a%2Bb%2Fc%3D");
      assertThat(server.requests().getLast().header("authorization"))
          .contains("AWS4-HMAC-SHA256", "/eu-central-1/cloudformation/aws4_request");
    }
  }

  /** AWS says nothing of the order in which it answers. */
  @Test
  void asksForTheNextPageWhereItsTokenStandsBeforeTheEvents() throws Exception {
    String last = page(HISTORY.subList(2, 4), "");
    String token = "<NextToken>next</NextToken><StackEvents>";
    String first = page(HISTORY.subList(0, 2), "").replace("<StackEvents>", token);

    assertThat(ask("11:03:30", first, last)).isTrue();
  }

  @Test
  void failsWhereItIsRefusedOrCannotBeRead() throws Exception {
    String timeless = page(List.of("<member><StackId>" + ID + "</StackId></member>"), "");
    for (String answer : List.of("<ErrorResponse/>", "no XML", timeless)) {
      try (ScriptedServer server =
          ScriptedServer.answering(answer.startsWith("<E") ? 403 : 200, answer)) {
        assertThatThrownBy(() -> ask(server, "10:00:00"))
            .isInstanceOf(UncheckedIOException.class)
            .hasMessageStartingWith("not known whether a deployment of alerts ran: ");
      }
    }
  }

  @Test
  void saysWhyItIsRefused() throws Exception {
    String answer = "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>";
    try (ScriptedServer server = ScriptedServer.answering(403, answer)) {
      assertThatThrownBy(() -> ask(server, "10:00:00"))
          .hasMessageEndingWith("status 403 AccessDenied");
    }
  }

  /** Each page alone is in time. */
  @Test
  void waitsFiveSecondsForAllPages() throws Exception {
    String page = page(HISTORY.subList(4, 5), "more");
    String answer = "HTTP/1.1 200 x\r\nContent-Length: " + page.length() + "\r\n\r\n" + page;
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              while (true) {
                connection.read();
                Thread.sleep(Duration.ofMillis(1700));
                connection.send(answer);
              }
            })) {
      assertThatThrownBy(() -> ask(server, "11:30:00"))
          .hasMessageEndingWith("no answer within 5000 ms");
    }
  }

  private static String event(String time, String resource, String status) {
    return "<member><StackId>"
        + ID
        + "</StackId><PhysicalResourceId>"
        + resource
        + "</PhysicalResourceId><ResourceProperties>{&quot;a&quot;:&lt;/member&gt;}"
        + "</ResourceProperties><ResourceStatus>"
        + status
        + "</ResourceStatus><Timestamp>2026-11-26T"
        + time
        + ".250Z</Timestamp></member>";
  }

  private static String page(List<String> events, String next) {
    return "<DescribeStackEventsResponse xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\">"
        + "<DescribeStackEventsResult><StackEvents>"
        + String.join("", events)
        + "</StackEvents>"
        + (next.isEmpty() ? "" : "<NextToken>" + next + "</NextToken>")
        + "</DescribeStackEventsResult></DescribeStackEventsResponse>";
  }

  private static String[] onePageForEach() {
    List<List<String>> pages =
        IntStream.range(0, 7)
            .mapToObj(i -> HISTORY.stream().skip(i * 2L).limit(2).collect(Collectors.toList()))
            .toList();
    return Stream.concat(
            pages.stream().limit(6).map(events -> page(events, "next")),
            Stream.of(page(pages.getLast(), "")))
        .toArray(String[]::new);
  }

  private static boolean ask(String time, String... pages) throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(200, pages)) {
      return ask(server, time);
    }
  }

  private static boolean ask(ScriptedServer server, String time) throws Exception {
    try (SdkHttpClient http = Connections.open()) {
      SignedCalls calls =
          new SignedCalls(
              http,
              StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
              server.uri(),
              "cloudformation",
              "eu-central-1",
              Instant::now);
      return new StackEvents(calls, "alerts").test(Instant.parse("2026-11-26T" + time + "Z"));
    }
  }
}
