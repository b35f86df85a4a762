package rdsalert.hunt;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rdsalert.render.Message;
import rdsalert.text.JsonText;
import rdsalert.text.SafeText;

/**
 * An alert as the page shows it. All texts but the email come out of its finding; those that the
 * caller chose are already quoted.
 *
 * @param number from 1 on
 * @param link to the call in the console; empty if there is none
 */
record Hit(
    int number,
    Instant time,
    Rule rule,
    String title,
    Place place,
    String caller,
    String email,
    String link) {
  private static final Pattern IDENTITY = Pattern.compile("^arn:[a-z-]+:(iam|sts)::");
  private static final Pattern LINK = Pattern.compile("https://[a-z0-9.-]+/[!-~]*");
  private static final int LONGEST_CALLER = 160;

  /** The rule that leads, and the names of others that matched, with commas between. */
  record Rule(String name, String severity, int risk, String others) {}

  record Place(String account, String region) {}

  static Hit of(int number, Message message) {
    JsonNode finding = JsonText.read(message.machine());
    JsonNode info = finding.path("finding_info");
    String link = info.path("src_url").asText();
    return new Hit(
        number,
        Instant.ofEpochMilli(finding.path("start_time").asLong()),
        new Rule(
            info.at("/analytic/name").asText(),
            finding.path("severity").asText(),
            finding.path("risk_score").asInt(),
            finding
                .at("/unmapped/also_matched")
                .valueStream()
                .map(other -> other.path("name").asText())
                .collect(Collectors.joining(", "))),
        finding.path("message").asText(),
        new Place(finding.at("/cloud/account/uid").asText(), finding.at("/cloud/region").asText()),
        caller(finding.at("/evidences/0/actor")),
        message.email(),
        LINK.matcher(link).matches() ? link : "");
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
