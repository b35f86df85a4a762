package rdsalert.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges the ledger's own policy, as far as that can be done from within. */
final class LedgerPolicy {
  private static final Set<String> WRITES =
      Set.of(
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
          "dynamodb:BatchWriteItem",
          "dynamodb:PartiQLInsert",
          "dynamodb:PartiQLUpdate",
          "dynamodb:PartiQLDelete");

  /** As many as there are functions: if another role had the place of one, that could not work. */
  private static final int FUNCTIONS = 2;

  private static final Pattern WILDCARD = Pattern.compile("[*?]");

  private LedgerPolicy() {}

  /** Whether a statement denies every write to a table to all but two principals. */
  static boolean closes(JsonNode policy, String table) {
    return policy.path("Statement").valueStream().anyMatch(one -> closesAlone(one, table));
  }

  private static boolean closesAlone(JsonNode statement, String table) {
    JsonNode principal = statement.path("Principal");
    Set<String> resources = texts(statement.path("Resource"));
    JsonNode condition = statement.path("Condition");
    JsonNode but = condition.path("ArnNotEquals");
    return statement.path("Effect").asText().equals("Deny")
        && principal.path("AWS").asText(principal.asText()).equals("*")
        && texts(statement.path("Action")).containsAll(WRITES)
        && (resources.contains("*") || resources.contains(table))
        && condition.size() == 1
        && but.size() == 1
        && areNames(but.path("aws:PrincipalArn"));
  }

  /** Conditions on ARNs take wildcards, so two of these could let in everybody. */
  private static boolean areNames(JsonNode principals) {
    return principals.size() == FUNCTIONS
        && principals.valueStream().map(JsonNode::asText).noneMatch(WILDCARD.asPredicate());
  }

  private static Set<String> texts(JsonNode oneOrMore) {
    Stream<JsonNode> all = oneOrMore.isArray() ? oneOrMore.valueStream() : Stream.of(oneOrMore);
    return all.map(JsonNode::asText).collect(Collectors.toSet());
  }
}
