package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rdsalert.event.Partition;
import rdsalert.pattern.PatternSet;

/**
 * What a pattern has to do with root.
 *
 * <p>There are many ways to write root, by type, by ARN, by the account's number, whole or in part:
 * so what a pattern asks of the caller's identity is asked about root's identities, in each account
 * that it names.
 */
final class RootCoverage {
  private static final String IDENTITY = "detail.userIdentity";

  /** What root and everybody else may have or not, whoever calls. */
  private static final Set<String> SAYS_NOT_WHO =
      Set.of("accountId", "accessKeyId", "invokedBy", "sessionContext.attributes");

  private static final Pattern ACCOUNT = Pattern.compile("(?<!\\d)\\d{12}(?!\\d)");
  private static final String ANY_ACCOUNT = "123456789012";
  private static final String SOMEBODY = "SOMEBODY";

  private static final List<String> OTHER_TYPES =
      List.of(
          "Role", "IdentityCenterUser", "SAMLUser", "WebIdentityUser", "Directory", "AWSAccount");

  private final PatternSet asked;
  private final List<Identities> accounts;

  private RootCoverage(List<JsonNode> asked) {
    this.asked = PatternSet.of(asked);
    this.accounts = accountsIn(asked.toString());
  }

  private static boolean saysWho(String path) {
    return path.startsWith(IDENTITY + ".")
        && SAYS_NOT_WHO.stream()
            .noneMatch(field -> (path + ".").startsWith(IDENTITY + "." + field + "."));
  }

  private static List<Identities> accountsIn(String json) {
    return Stream.concat(
            Stream.of(ANY_ACCOUNT), ACCOUNT.matcher(json).results().map(MatchResult::group))
        .distinct()
        .flatMap(account -> Stream.of(Partition.values()).map(p -> new Identities(p, account)))
        .toList();
  }

  /** Whether it lets root pass, as far as the caller's identity goes. */
  static boolean of(JsonNode pattern) {
    JsonNode aboutIdentity = PartialPattern.keeping(RootCoverage::saysWho, pattern);
    return !new RootCoverage(List.of(aboutIdentity)).matching(Identities::root).isEmpty();
  }

  /** Whether it wants root, or what root has opened; not if it wants anybody else. */
  static boolean isMeantBy(JsonNode pattern) {
    List<JsonNode> values = new ArrayList<>();
    collect("", pattern, values);
    return !values.isEmpty() && new RootCoverage(values).anyForRootAlone();
  }

  private boolean anyForRootAlone() {
    SortedSet<Integer> forRoot = matching(Identities::root);
    forRoot.addAll(matching(account -> account.sessionOfRoot(SOMEBODY)));
    if (forRoot.isEmpty()) {
      return false;
    }
    forRoot.removeAll(matching(account -> account.user(SOMEBODY, "a", "somebody")));
    forRoot.removeAll(matching(account -> account.session(SOMEBODY, "a", "b", "somebody", true)));
    for (String type : OTHER_TYPES) {
      forRoot.removeAll(matching(account -> account.other(type)));
    }
    return !forRoot.isEmpty();
  }

  /** Every value that a pattern lists for a part of the identity, as a pattern of its own. */
  private static void collect(String path, JsonNode node, List<JsonNode> values) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getKey().equals("$or")) {
        field.getValue().forEach(branch -> collect(path, branch, values));
      } else if (field.getValue().isObject()) {
        collect(path + field.getKey() + ".", field.getValue(), values);
      } else if (saysWho(path + field.getKey())) {
        for (JsonNode value : field.getValue()) {
          values.add(nested(path + field.getKey(), value));
        }
      }
    }
  }

  private static JsonNode nested(String path, JsonNode value) {
    JsonNode nested = JsonNodeFactory.instance.arrayNode().add(value);
    for (String name : List.of(path.split("\\.", -1)).reversed()) {
      nested = JsonNodeFactory.instance.objectNode().set(name, nested);
    }
    return nested;
  }

  private SortedSet<Integer> matching(Function<Identities, ObjectNode> who) {
    SortedSet<Integer> matching = new TreeSet<>();
    for (Identities account : accounts) {
      ObjectNode event = JsonNodeFactory.instance.objectNode();
      event.putObject("detail").set("userIdentity", who.apply(account));
      matching.addAll(asked.matching(event));
    }
    return matching;
  }
}
