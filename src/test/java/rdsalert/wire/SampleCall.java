package rdsalert.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import rdsalert.testing.Samples;

/** A synthetic call that the packaged rule looks for. */
record SampleCall(String eventId, String caller, String account, Instant at) {
  private static final String SAMPLE = read("create-db-security-group");

  /** A call by a caller, named by that and a number. */
  static SampleCall by(String caller, int number, Instant at) {
    return new SampleCall(
        "00000000-0000-4000-8000-%012d".formatted(number), caller, "123456789012", at);
  }

  SampleCall from(String otherAccount) {
    return new SampleCall(eventId, caller, otherAccount, at);
  }

  /** As EventBridge hands it to the function. */
  String event() {
    ObjectNode event = (ObjectNode) Store.json(SAMPLE);
    String time = at.truncatedTo(ChronoUnit.SECONDS).toString();
    event.put("time", time).put("account", account);
    ObjectNode detail = (ObjectNode) event.get("detail");
    detail.put("eventID", eventId).put("eventTime", time).put("recipientAccountId", account);
    ObjectNode identity = (ObjectNode) detail.get("userIdentity");
    identity.put("principalId", "AIDAEXAMPLE" + caller.toUpperCase(java.util.Locale.ROOT));
    identity.put("userName", caller).put("accountId", account);
    identity.put("arn", "arn:aws:iam::" + account + ":user/" + caller);
    return event.toString();
  }

  static String read(String sample) {
    try {
      return Files.readString(Samples.file(sample));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
