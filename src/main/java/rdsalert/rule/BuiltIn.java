package rdsalert.rule;

import java.util.Set;

/** What the texts and steps of every rule can name, as it is known of each call. */
public final class BuiltIn {
  public static final Set<String> SLOTS =
      Set.of("actor", "address", "tool", "clock", "time", "key", "account", "region");

  public static final Set<String> COMMANDS =
      Set.of(
          "service-callers",
          "calls-from-address",
          "calls-by-actor",
          "calls-by-key",
          "sign-ins",
          "actor-keys",
          "actor-policies",
          "end-credentials");

  private BuiltIn() {}
}
