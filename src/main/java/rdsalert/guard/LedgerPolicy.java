package rdsalert.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Collectors;

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

  private LedgerPolicy() {}

  /** Whether a statement denies every write to all but two principals. */
  static boolean closes(JsonNode policy) {
    return policy.path("Statement").valueStream().anyMatch(LedgerPolicy::closesAlone);
  }

  private static boolean closesAlone(JsonNode statement) {
    JsonNode principal = statement.path("Principal");
    Set<String> actions =
        statement.path("Action").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    JsonNode condition = statement.path("Condition");
    JsonNode but = condition.path("ArnNotEquals");
    return statement.path("Effect").asText().equals("Deny")
        && principal.path("AWS").asText(principal.asText()).equals("*")
        && actions.containsAll(WRITES)
        && condition.size() == 1
        && but.size() == 1
        && but.path("aws:PrincipalArn").size() == FUNCTIONS;
  }
}
