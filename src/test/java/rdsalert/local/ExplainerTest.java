package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Exceptions;
import rdsalert.silence.Silences;
import rdsalert.testing.TestEvents;

class ExplainerTest {
  @Test
  void saysWhyNoExceptionAppliesAtAll() {
    Silences unreadable = Silences.unreadable("the packaged file is missing");

    assertThat(explain(unreadable))
        .endsWith("  not silenced. No exception applies: the packaged file is missing\n\n")
        .doesNotContain("exception null");
  }

  @Test
  void alignsClausesHoweverLongTheirNames() {
    String arn =
        "{\"userIdentity\": {\"arn\": [\"x\"], \"sessionContext\": {\"sessionIssuer\":"
            + " {\"arn\": [\"y\"]}}}}";

    assertThat(
            explain(
                    Exceptions.of(
                        Exceptions.entry("one", arn)
                            .put("expires", java.time.Instant.now().plusSeconds(60).toString())
                            .toString()))
                .lines())
        .filteredOn(line -> line.contains("refuses"))
        .hasSize(2)
        .extracting(line -> line.indexOf("found "))
        .containsOnly("    refuses detail.userIdentity.sessionContext.sessionIssuer.arn ".length());
  }

  private static String explain(Silences exceptions) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    new Explainer(RuleCatalog.packaged(), exceptions, printed, new Complaints(printed))
        .event("file", TestEvents.matching("one"));
    return out.toString(StandardCharsets.UTF_8);
  }
}
