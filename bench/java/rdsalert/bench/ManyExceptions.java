package rdsalert.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.SilenceFile;
import rdsalert.silence.Silences;

/** A file of many exceptions of all the usual kinds, none of which covers the sample event. */
final class ManyExceptions {
  private ManyExceptions() {}

  static Silences of(int count, Instant now) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    ArrayNode exceptions = file.putArray("exceptions");
    for (int i = 0; i < count; i++) {
      ObjectNode entry = exceptions.addObject().put("id", "exception-" + i);
      pattern(i, entry.putObject("pattern").putObject("detail"));
      entry.put("owner", "a team").put("reason", "known and wanted");
      entry.put("expires", now.plus(Duration.ofDays(30)).toString());
    }
    byte[] json = file.toString().getBytes(StandardCharsets.UTF_8);
    Silences read = SilenceFile.read(new ByteArrayInputStream(json), RuleCatalog.packaged());
    if (!read.off(now).isEmpty() || read.statuses(now).size() != count) {
      throw new IllegalStateException("not all are on: " + read.off(now));
    }
    return read;
  }

  private static void pattern(int i, ObjectNode detail) {
    ObjectNode identity = detail.putObject("userIdentity");
    switch (i % 5) {
      case 0 -> {
        identity.putArray("arn").add("arn:aws:iam::123456789012:user/person-" + i);
        String network = "10." + i / 256 + "." + i % 256 + ".0/24";
        detail.putArray("sourceIPAddress").addObject().put("cidr", network);
      }
      case 1 ->
          identity
              .putObject("sessionContext")
              .putObject("sessionIssuer")
              .putArray("arn")
              .addObject()
              .put("prefix", "arn:aws:iam::123456789012:role/deploy/" + i + "/");
      case 2 -> {
        identity.putArray("accountId").add("1111222" + (10_000 + i));
        detail.putArray("userAgent").addObject().put("wildcard", "tool-" + i + "/*");
      }
      case 3 -> {
        identity.putArray("principalId").add("AIDAEXAMPLE" + i);
        String name = "*-reporting-" + i;
        detail
            .putObject("requestParameters")
            .putArray("dBSecurityGroupName")
            .addObject()
            .put("wildcard", name);
      }
      default -> {
        identity.putArray("accountId").add("1111222" + (10_000 + i));
        ObjectNode tags = detail.putObject("requestParameters").putObject("tags");
        tags.putArray("key").add("environment");
        tags.putArray("value").add("test-" + i);
      }
    }
  }
}
