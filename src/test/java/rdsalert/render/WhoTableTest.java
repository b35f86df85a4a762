package rdsalert.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rdsalert.event.Partition;
import rdsalert.testing.DocumentedPart;

/** The tables of {@code docs/alert.md} that say what each form shows of each kind of caller. */
class WhoTableTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final List<String> IDENTITIES =
      List.of(
          """
          {"type": "Root", "arn": "arn:aws:iam::123456789012:root"}""",
          """
          {"type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/mary", "userName": "mary"}""",
          """
          {"type": "AssumedRole", "arn": "arn:aws:sts::123456789012:assumed-role/deploy/ci-7",
           "sessionContext": {"sessionIssuer": {"type": "Role", "userName": "deploy",
             "arn": "arn:aws:iam::123456789012:role/deploy"}}}""",
          """
          {"type": "Role", "arn": "arn:aws:iam::123456789012:role/deploy"}""",
          """
          {"type": "FederatedUser", "arn": "arn:aws:sts::123456789012:federated-user/guest",
           "sessionContext": {"sessionIssuer": {"type": "IAMUser", "userName": "broker"}}}""",
          """
          {"type": "IdentityCenterUser", "onBehalfOf": {"userId": "906-example"}}""",
          """
          {"type": "SAMLUser", "principalId": "SampleUniqueKey:mary", "userName": "mary",
           "identityProvider": "SampleUniqueKey"}""",
          """
          {"type": "WebIdentityUser", "principalId": "accounts.example.com:shop:4711",
           "userName": "4711", "identityProvider": "accounts.example.com"}""",
          """
          {"type": "Directory", "userName": "mary"}""",
          """
          {"type": "AWSAccount", "principalId": "AROAEXAMPLEROLEID0002:them",
           "accountId": "210987654321"}""",
          """
          {"type": "AWSService", "invokedBy": "cloudformation.amazonaws.com"}""",
          """
          {"type": "Unknown"}""");

  @Test
  void showsEachKindOfCallerInFourForms() throws IOException {
    DocumentedPart.of("docs/alert.md", "callers")
        .checkOrUpdate(
            Stream.concat(
                    Stream.of(
                        "| type | email, `WHO` | card, `Who` | sms begins | finding, `actor.user` |",
                        "| --- | --- | --- | --- | --- |"),
                    IDENTITIES.stream().map(WhoTableTest::caller))
                .collect(Collectors.joining("\n")));
  }

  @Test
  void showsEachPartitionInFourForms() throws IOException {
    DocumentedPart.of("docs/alert.md", "partitions")
        .checkOrUpdate(
            Stream.concat(
                    Stream.of(
                        "| Region | email: profile, `iam`, sign-ins | email and card: console"
                            + " | sms ends | finding, `cloud_partition` |",
                        "| --- | --- | --- | --- | --- |"),
                    Partition.ALL.stream().map(WhoTableTest::partition))
                .collect(Collectors.joining("\n")));
  }

  private static String caller(String identity) {
    JsonNode json = json(identity);
    Message message = render(EventEdit.of("root").set("detail.userIdentity", json));
    JsonNode user = json(message.machine()).at("/evidences/0/actor/user");
    String fields =
        Stream.of("name", "uid", "uid_alt", "type")
            .filter(user::has)
            .map(name -> name + " " + user.path(name).asText())
            .collect(Collectors.joining("; "));
    String card = json(message.chat()).at("/content/description").asText();
    return row(
        json.path("type").asText(),
        between(message.email(), "WHO", "\n         "),
        between(card, "Who: ", "\n"),
        message.sms().substring(0, message.sms().indexOf(" created")),
        fields);
  }

  private static String partition(Partition partition) {
    String region = String.valueOf(partition.signInRegion());
    Message message =
        render(
            EventEdit.of("assumed-role-mfa")
                .set("detail.awsRegion", region)
                .set(
                    "detail.userIdentity.arn",
                    "arn:" + partition.id() + ":sts::123456789012:assumed-role/deploy/ci-7"));
    String email = message.email();
    String look =
        Stream.of(
                between(email, "Profile: ", "."),
                "`" + between(email, "aws iam get-role ", "--role-name") + "`",
                between(email.substring(0, email.indexOf("ConsoleLogin")), "--region ", " ", true))
            .filter(text -> !text.equals("``"))
            .collect(Collectors.joining("; "));
    String console = email.contains("CONSOLE") ? between(email, "CONSOLE", "cloudtrailv2") : "none";
    return row(
        region,
        look,
        console,
        between(message.sms(), "08:31Z, ", ", from"),
        json(message.machine()).at("/cloud/cloud_partition").asText());
  }

  private static Message render(EventEdit event) {
    var alert = SampleAlerts.alert(event.event());
    return Message.of(alert, SampleAlerts.sent(alert));
  }

  private static String between(String text, String start, String end) {
    return between(text, start, end, false);
  }

  private static String between(String text, String start, String end, boolean last) {
    int from = (last ? text.lastIndexOf(start) : text.indexOf(start)) + start.length();
    return text.substring(from, text.indexOf(end, from)).strip();
  }

  private static String row(String... cells) {
    return Stream.of(cells)
        .map(cell -> cell.replace("\n", " ").replaceAll(" +", " "))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }
}
