package rdsalert.briefing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Actor;
import rdsalert.rule.Report.Bearing;
import rdsalert.text.Said;

/** Who or what stands behind a call: a service, a session's name, an instance, a sign-in. */
final class SessionSignals {
  private static final int LONGEST = 80;
  private static final int LONGEST_ID = 160;

  private static final Pattern INSTANCE = Pattern.compile("arn:[^:]*:ec2:.*:instance/([^/]+)");

  private final Actor actor;
  private final ActorPhrase phrase;
  private final Tool tool;
  private final List<Signal> found = new ArrayList<>();

  SessionSignals(Briefing briefing) {
    this.actor = briefing.event().actor();
    this.phrase = briefing.actor();
    this.tool = briefing.tool();
  }

  List<Signal> all() {
    Actor.Session session = actor.session();
    service();
    named();
    if (!actor.type().equals("IdentityCenterUser")) {
      quoting("on-behalf-of", "Called for Identity Center user ", session.onBehalfOf(), ".");
    }
    String first = session.sourceIdentity();
    quoting("source-identity", "Source identity ", first, ": who first signed in.");
    federated();
    if (actor.isConsole() || tool.isConsole()) {
      add("console", Said.of("Made in the console: a person signed in; see the sign-ins below."));
    }
    return found;
  }

  private void service() {
    if (actor.isService()) {
      String service = actor.service();
      Said who = service == null ? Said.of("An AWS service") : Said.quote(service, LONGEST);
      add("service", who.and(" called for somebody: see step 1."));
    }
    if (actor.isServiceLinked()) {
      String alone = "A service-linked role: its service alone uses it, AWS alone changes it.";
      add("service-linked", Said.of(alone));
    }
  }

  /** What the session is called, or what AWS itself records of where it belongs. */
  private void named() {
    String session = actor.sessionName();
    Actor.Delivery delivery = actor.session().delivery();
    if (delivery != null) {
      add("issued-to", issuedTo(delivery));
    } else if (session == null || session.isEmpty() || phrase.isOfService()) {
      return;
    } else if (phrase.isIdentityCenterRole()) {
      quoting("identity-center", "The person in Identity Center: ", session, ".");
    } else {
      quoting("role-session", "Session ", session, ": chosen by the caller.");
    }
  }

  private static Said issuedTo(Actor.Delivery delivery) {
    Said said = Said.of("AWS issued the credentials to ");
    String to = delivery.issuedTo();
    Matcher instance = INSTANCE.matcher(String.valueOf(to));
    if (to == null) {
      said = said.and("an EC2 instance");
    } else if (instance.matches()) {
      said = said.and("EC2 instance ").andQuote(instance.group(1), LONGEST);
    } else {
      said = said.andQuote(to, LONGEST_ID);
    }
    String version = "1.0".equals(delivery.metadataVersion()) ? ", by metadata version 1" : "";
    return said.and(version + ".");
  }

  private void federated() {
    Actor.Federation federation = actor.session().federation();
    if (federation != null) {
      Said through = Said.of("Signed in through ").andQuote(federation.provider(), LONGEST);
      String subject = federation.subject();
      add(
          "federated",
          subject == null
              ? through.and(": look for the person there.")
              : through.and(", which vouches for ").andQuote(subject, LONGEST_ID).and("."));
    }
  }

  private void quoting(String id, String before, @Nullable String theirs, String after) {
    if (theirs != null) {
      add(id, Said.of(before).andQuote(theirs, LONGEST).and(after));
    }
  }

  private void add(String id, Said reason) {
    found.add(new Signal(id, Bearing.NEUTRAL, reason, false));
  }
}
