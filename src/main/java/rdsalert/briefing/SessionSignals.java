package rdsalert.briefing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.ActorPhrase.Kind;
import rdsalert.event.Actor;
import rdsalert.text.Said;

/** Who or what stands behind a call: a service, a session's name, an instance, a sign-in. */
record SessionSignals(Actor actor, ActorPhrase phrase, Tool tool, Signals all) {
  private static final int LONGEST = 80;
  private static final int LONGEST_ID = 160;

  private static final Pattern INSTANCE = Pattern.compile("arn:[^:]*:ec2:.*:instance/([^/]+)");

  void find() {
    Actor.Session session = actor.session();
    service();
    named(session.delivery());
    if (phrase.kind() != Kind.IDENTITY_CENTER_USER) {
      all.quoting("on-behalf-of", "Called for Identity Center user ", session.onBehalfOf(), ".");
    }
    String first = session.sourceIdentity();
    all.quoting("source-identity", "Source identity ", first, ", set when a role was assumed.");
    federated(session.federation());
    if (actor.isConsole() || tool.isConsole()) {
      all.neutral("console", "Made in the console: a person signed in.");
    }
  }

  private void service() {
    if (actor.isService()) {
      String service = actor.service();
      Said who = service == null ? Said.of("An AWS service") : Said.quote(service, LONGEST);
      all.neutral("service", who.and(" made the call: find out for whom."));
    }
    if (actor.isServiceLinked()) {
      all.neutral(
          "service-linked",
          "A service-linked role: only its service can use it, only AWS can change it.");
    }
  }

  /** What the session is called, or what AWS itself records of where it belongs. */
  private void named(Actor.@Nullable Delivery delivery) {
    String session = actor.sessionName();
    if (delivery != null) {
      all.neutral("issued-to", issuedTo(delivery));
    } else if (session == null || phrase.isOfService()) {
      return;
    } else if (phrase.kind() == Kind.IDENTITY_CENTER_ROLE) {
      all.quoting("identity-center", "The person in Identity Center: ", session, ".");
    } else {
      all.quoting("role-session", "Session ", session, ": chosen by the caller.");
    }
  }

  private static Said issuedTo(Actor.Delivery delivery) {
    String issued = "AWS issued the credentials to ";
    String to = delivery.issuedTo();
    Matcher instance = INSTANCE.matcher(String.valueOf(to));
    Said said =
        to == null
            ? Said.of(issued + "an EC2 instance")
            : instance.matches()
                ? Said.quote(issued + "EC2 instance ", instance.group(1), LONGEST)
                : Said.quote(issued, to, LONGEST_ID);
    String version = "1.0".equals(delivery.metadataVersion()) ? ", by metadata version 1" : "";
    return said.and(version + ".");
  }

  private void federated(Actor.@Nullable Federation federation) {
    if (federation != null) {
      Said through = Said.quote("Signed in through ", federation.provider(), LONGEST);
      String subject = federation.subject();
      all.neutral(
          "federated",
          subject == null
              ? through.and(": look for the person there.")
              : through.andQuote(", which vouches for ", subject, LONGEST_ID).and("."));
    }
  }
}
