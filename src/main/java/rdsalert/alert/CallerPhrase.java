package rdsalert.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rdsalert.alert.SafeText.Quoting;
import rdsalert.event.Actor;
import rdsalert.event.ManagementEvent;

/** Says who called, with what credentials and what tool. */
final class CallerPhrase {
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_ARN = 160;
  private static final int LONGEST_AGENT = 72;
  private static final int LONGEST_LINE = 63;
  private static final int MARK_OF_CUT = " [+999 characters]".length();

  private CallerPhrase() {}

  /** The caller's kind and name, and for a role its session. */
  static String who(Actor actor, Quoting quoting) {
    String said = new ActorPhrase(actor).said(quoting, LONGEST_NAME);
    String session = actor.sessionName();
    String service = actor.invokedBy();
    return said
        + (session == null || session.isEmpty()
            ? ""
            : ", session " + quoting.quote(session, LONGEST_NAME))
        + (service == null || actor.type().equals("AWSService")
            ? ""
            : ", through " + quoting.quote(service, LONGEST_NAME));
  }

  /** The caller's ARN, or what stands in for it. */
  static String arn(Actor actor, Quoting quoting) {
    String arn = actor.arn();
    return arn == null ? "no ARN recorded" : quoting.quote(arn, LONGEST_ARN);
  }

  /** Key, age of the session, MFA. */
  static String credentials(Actor actor, Instant called, Quoting quoting) {
    List<String> parts = new ArrayList<>();
    parts.add(key(actor, quoting));
    Instant started = actor.session().started();
    if (started != null && !started.isAfter(called)) {
      parts.add("session " + TimePhrase.length(Duration.between(started, called)) + " old");
    }
    parts.add(
        switch (actor.session().mfa()) {
          case USED -> "with MFA";
          case NOT_USED -> "no MFA";
          case UNKNOWN -> "MFA not recorded";
        });
    return Phrases.capitalized(String.join(", ", parts));
  }

  /** The tool's family, and what it calls itself. */
  static String tool(ManagementEvent event, Quoting quoting) {
    return tool(event.userAgent(), quoting, LONGEST_AGENT);
  }

  /** The same, cut to fit one line of a page. */
  static String toolInALine(ManagementEvent event, Quoting quoting) {
    String agent = event.userAgent();
    int room = LONGEST_LINE - UserAgentFamily.of(agent).words().length();
    boolean fits = agent == null || agent.length() <= room;
    return tool(agent, quoting, fits ? room : room - MARK_OF_CUT);
  }

  private static String tool(@Nullable String agent, Quoting quoting, int longest) {
    return UserAgentFamily.of(agent).words()
        + (agent == null ? "" : ": " + quoting.quote(agent, longest));
  }

  private static String key(Actor actor, Quoting quoting) {
    String key = actor.accessKeyId();
    if (key == null) {
      return "no access key recorded";
    }
    String lasts =
        key.startsWith("AKIA") ? " (long-term)" : key.startsWith("ASIA") ? " (temporary)" : "";
    return "key " + quoting.quote(key, LONGEST_NAME) + lasts;
  }
}
