package rdsalert.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

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
    for (JsonNode statement : policy.path("Statement")) {
      if (closesAlone(statement)) {
        return true;
      }
    }
    return false;
  }

  private static boolean closesAlone(JsonNode statement) {
    JsonNode principal = statement.path("Principal");
    Set<String> actions = new HashSet<>();
    statement.path("Action").forEach(action -> actions.add(action.asText()));
    JsonNode condition = statement.path("Condition");
    JsonNode let = condition.path("ArnNotEquals").path("aws:PrincipalArn");
    return statement.path("Effect").asText().equals("Deny")
        && principal.path("AWS").asText(principal.asText()).equals("*")
        && actions.containsAll(WRITES)
        && condition.size() == 1
        && condition.path("ArnNotEquals").size() == 1
        && let.size() == FUNCTIONS;
  }
}
