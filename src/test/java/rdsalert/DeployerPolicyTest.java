package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import rdsalert.testing.Template;

/** Who has the rights of this policy can deploy each kind of resource of the template. */
class DeployerPolicyTest {
  private static final JsonNode POLICY = read();
  private static final Pattern ACTION = Pattern.compile("\"([a-z0-9-]+):");

  /** {@code AWS::Serverless} stands for Lambda, and for a rule of EventBridge and a schedule. */
  @Test
  void allowsEveryServiceOfTheTemplate() {
    Set<String> used = new TreeSet<>(Set.of("lambda", "events", "scheduler"));
    Template.section("Resources").forEach(resource -> used.add(service(resource)));
    used.remove("serverless");

    assertThat(allowed()).containsAll(used);
  }

  /** IAM counts no white space, and takes no longer one. */
  @Test
  void isNoLongerThanAManagedPolicyMayBe() {
    assertThat(POLICY.toString()).hasSizeLessThanOrEqualTo(6_144);
  }

  @Test
  void letsRolesOfTheStackAloneBeMadeAndPassed() {
    for (JsonNode statement : POLICY.path("Statement")) {
      if (statement.path("Action").toString().contains("\"iam:")) {
        assertThat(statement.path("Resource").asText())
            .isEqualTo("arn:aws:iam::123456789012:role/rds-security-group-alert-*");
        assertThat(statement.path("Condition")).isNotEmpty();
      }
    }
  }

  private static String service(JsonNode resource) {
    return resource.path("Type").asText().split("::", -1)[1].toLowerCase(Locale.ROOT);
  }

  private static Set<String> allowed() {
    Set<String> services = new TreeSet<>();
    for (JsonNode statement : POLICY.path("Statement")) {
      String actions = statement.path("Action").toString();
      ACTION.matcher(actions).results().forEach(action -> services.add(action.group(1)));
    }
    return services;
  }

  private static JsonNode read() {
    try {
      return new JsonMapper().readTree(Path.of("docs/deployer-policy.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
