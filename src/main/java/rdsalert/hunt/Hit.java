package rdsalert.hunt;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rdsalert.render.Message;
import rdsalert.text.JsonText;
import rdsalert.text.SafeText;

/**
 * An alert as the page shows it. All texts but the email come out of its finding; those that the
 * caller chose are already quoted.
 *
 * @param number from 1 on
 */
record Hit(
    int number, Instant time, Rule rule, String title, Place place, String caller, String email) {
  private static final Pattern IDENTITY = Pattern.compile("^arn:[a-z-]+:(iam|sts)::");
  private static final int LONGEST_CALLER = 160;

  /** The rule that leads. */
  record Rule(String name, String severity, int risk) {}

  record Place(String account, String region) {}

  static Hit of(int number, Message message) {
    JsonNode finding = JsonText.read(message.machine());
    return new Hit(
        number,
        Instant.ofEpochMilli(finding.path("start_time").asLong()),
        new Rule(
            finding.at("/finding_info/analytic/name").asText(),
            finding.path("severity").asText(),
            finding.path("risk_score").asInt()),
        finding.path("message").asText(),
        new Place(finding.at("/cloud/account/uid").asText(), finding.at("/cloud/region").asText()),
        caller(finding.at("/evidences/0/actor")),
        message.email());
  }

  /** The role behind a session, otherwise the caller itself. */
  private static String caller(JsonNode actor) {
    String caller =
        Stream.of("/session/issuer", "/user/uid", "/user/name", "/invoked_by", "/user/account/uid")
            .map(path -> actor.at(path).asText())
            .filter(name -> !name.isEmpty())
            .findFirst()
            .orElse("unknown");
    return SafeText.email(IDENTITY.matcher(caller).replaceFirst(""), LONGEST_CALLER);
  }

  String anchor() {
    return "a" + number;
  }
}
