package rdsalert.alert;

import org.jspecify.annotations.Nullable;
import rdsalert.alert.SafeText.Quoting;
import rdsalert.event.Actor;

/** What is telling about who made the call. */
final class ActorSignals {
  private static final int LONGEST = 80;

  private ActorSignals() {}

  static @Nullable Signal root(Alert alert, Quoting quoting) {
    return alert.event().actor().isRoot()
        ? Signal.worse("root", "Root: no IAM policy binds it, and daily work never needs it.")
        : null;
  }

  static @Nullable Signal noMfa(Alert alert, Quoting quoting) {
    Actor actor = alert.event().actor();
    if (actor.session().mfa() != Actor.Mfa.NOT_USED || actor.isService()) {
      return null;
    }
    ActorPhrase phrase = new ActorPhrase(actor);
    if (phrase.isIdentityCenterRole()) {
      return Signal.neutral("no-mfa", "No MFA in the record: Identity Center asks for it itself.");
    }
    return phrase.isRole()
        ? Signal.neutral("no-mfa", "No MFA behind the role: normal for machines, not for people.")
        : Signal.worse("no-mfa", "No MFA stood behind the call.");
  }

  static @Nullable Signal userKey(Alert alert, Quoting quoting) {
    ActorPhrase phrase = new ActorPhrase(alert.event().actor());
    return phrase.isUser() && phrase.hasLongTermKey()
        ? Signal.worse(
            "user-key", "A user's long-term key, not a role: it works until deactivated.")
        : null;
  }

  static @Nullable Signal crossAccount(Alert alert, Quoting quoting) {
    String home = alert.event().actor().account();
    return home == null || home.equals(alert.event().account())
        ? null
        : Signal.worse(
            "cross-account",
            "The caller belongs to another account: " + quoting.quote(home, LONGEST) + ".");
  }

  static @Nullable Signal console(Alert alert, Quoting quoting) {
    return alert.event().actor().session().fromConsole()
            || UserAgentFamily.of(alert.event().userAgent()) == UserAgentFamily.CONSOLE
        ? Signal.neutral(
            "console", "Made in the console: a person signed in; see the sign-ins below.")
        : null;
  }

  static @Nullable Signal roleSession(Alert alert, Quoting quoting) {
    Actor actor = alert.event().actor();
    String session = actor.sessionName();
    ActorPhrase phrase = new ActorPhrase(actor);
    if (session == null || session.isEmpty() || phrase.isNamedByService()) {
      return null;
    }
    return phrase.isIdentityCenterRole()
        ? Signal.neutral(
            "identity-center",
            "The person in Identity Center: " + quoting.quote(session, LONGEST) + ".")
        : Signal.neutral(
            "role-session",
            "Session " + quoting.quote(session, LONGEST) + ": chosen by the caller, no proof.");
  }

  static @Nullable Signal sourceIdentity(Alert alert, Quoting quoting) {
    String identity = alert.event().actor().session().sourceIdentity();
    return identity == null
        ? null
        : Signal.neutral(
            "source-identity",
            "Source identity " + quoting.quote(identity, LONGEST) + ": who first signed in.");
  }

  static @Nullable Signal federated(Alert alert, Quoting quoting) {
    String provider = alert.event().actor().session().federatedProvider();
    return provider == null
        ? null
        : Signal.neutral(
            "federated",
            "Signed in through "
                + quoting.quote(provider, LONGEST)
                + ": look for the person there.");
  }

  static @Nullable Signal service(Alert alert, Quoting quoting) {
    Actor actor = alert.event().actor();
    if (!actor.isService()) {
      return null;
    }
    String service = actor.invokedBy();
    return Signal.neutral(
        "service",
        (service == null ? "An AWS service" : quoting.quote(service, LONGEST))
            + " called for somebody: see step 1.");
  }
}
