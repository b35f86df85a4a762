package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.pattern.Alternatives;

/**
 * How far an exception reaches: what its pattern pins that AWS vouches for. Each alternative of a
 * pattern has to pin it, and so does each value of the list that does.
 */
public enum Reach {
  /**
   * Users or roles with their account: by ARN, or by the id before a principal's colon, exact or by
   * a prefix that ends at a slash or the colon.
   */
  IDENTITIES,

  /** An account, together with names, tags or hours. */
  ACCOUNT,

  /** Any caller, all sessions of a kind, or all who write what it looks for. */
  ANYBODY;

  /** Longer ones leave hardly anything out. */
  private static final Duration LONGEST_HOURS = Duration.ofHours(12);

  private static final String CALLER =
      "detail\\.userIdentity\\.(sessionContext\\.sessionIssuer\\.)?";

  private static final String ARN = "arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:";

  /** Paths below which AWS or its console puts roles of every purpose pin nothing. */
  private static final String GROUP_OF_ARNS =
      ARN
          + "((user|role)/(?!(aws-reserved|aws-service-role|service-role)/)([^\"/]+/)+"
          + "|assumed-role/[^\"/]+/)";

  /** A field's path and one of its values, as JSON: so too the others. */
  private static final Pattern IDENTITY =
      Pattern.compile(
          (CALLER + "arn (\"" + ARN + "(user|role|assumed-role)/[^\"]*[^\"/]\"")
              + ("|\\{\"prefix\":\"" + GROUP_OF_ARNS + "\"})|")
              + (CALLER + "principalId (\"(AIDA|AROA)[A-Z0-9]+(:[^\"]+)?\"")
              + "|\\{\"prefix\":\"AROA[A-Z0-9]+:\"})");

  private static final Pattern OF_ACCOUNT =
      Pattern.compile(
          ("(account|detail\\.recipientAccountId|" + CALLER + "accountId)") + " \"[0-9]{12}\"");

  /** With these begin the ids, ARNs and names that AWS itself gives: they say nothing. */
  private static final String GIVEN =
      "\\**(arn(:[A-Za-z0-9*-]*){0,4}:?([a-z-]*[:/])?|default[.:-]?|rds:|awsbackup:"
          + "|(acl|cluster|db|eni|mrk|pl|sg|sgr|snap|subnet|vpc|vpce)-0?)\\**";

  /** Names and tags of what is called for, but no kinds of it, and the caller's name. */
  private static final Pattern NAMED =
      Pattern.compile(
          ("(" + CALLER + "userName|detail\\.requestParameters\\.(.+\\.)?([tT]ag.*\\.value|")
              + "(?!attribute|feature|masterUser|parameterName|cACertificate)"
              + "[A-Za-z0-9]*([nN]ame|Identifier|Ids?|Arn|Bucket|valuesToAdd)))"
              + " (\"[^\"]+\"|\\{\"(prefix|suffix|wildcard|equals-ignore-case)\":"
              + ("(\\{\"equals-ignore-case\":)?\"(?!" + GIVEN + "\")")
              + "[^\"]*[^\"*]{3}[^\"]*\"}{1,2})");

  /** What a sound pattern reaches, with the hours beside it. */
  static Reach of(JsonNode pattern, @Nullable MaintenanceSchedule hours) {
    boolean narrow = hours != null && hours.length().compareTo(LONGEST_HOURS) <= 0;
    return Alternatives.of(pattern).stream()
        .map(alternative -> of(alternative, narrow))
        .max(Comparator.naturalOrder())
        .orElse(ANYBODY);
  }

  private static Reach of(Map<String, List<JsonNode>> alternative, boolean narrow) {
    if (pins(alternative, IDENTITY)) {
      return IDENTITIES;
    }
    boolean named = narrow || pins(alternative, NAMED);
    return named && pins(alternative, OF_ACCOUNT) ? ACCOUNT : ANYBODY;
  }

  private static boolean pins(Map<String, List<JsonNode>> alternative, Pattern form) {
    return alternative.entrySet().stream()
        .anyMatch(
            clause ->
                clause.getValue().stream()
                    .allMatch(value -> form.matcher(clause.getKey() + " " + value).matches()));
  }
}
