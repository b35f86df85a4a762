package rdsalert.alert;

import org.jspecify.annotations.Nullable;
import rdsalert.event.Actor;
import rdsalert.event.ManagementEvent;

/** What happened, in one line of plain words; caller-chosen names in it are cut hard. */
final class Headline {
  private Headline() {}

  /** Such as {@code Root user created DB security group temp}. */
  static String of(ManagementEvent event) {
    return of(event, 40, 40);
  }

  /** The same with names of at most the given lengths. */
  static String of(ManagementEvent event, int longestActor, int longestGroup) {
    String group = event.securityGroup().name();
    return Phrases.capitalized(actor(event.actor(), longestActor))
        + " created DB security group"
        + (group == null ? "" : " " + SafeText.word(group, longestGroup));
  }

  /** Kind and name, and the service in between if there is one. */
  static String actor(Actor actor, int longest) {
    String said = new ActorPhrase(actor).said(SafeText::word, longest);
    String service = actor.invokedBy();
    return service == null || actor.type().equals("AWSService")
        ? said
        : said + " through " + serviceWord(service, longest);
  }

  private static String serviceWord(String service, int longest) {
    return SourceAddress.of(service) instanceof SourceAddress.Service known
        ? known.shortName()
        : SafeText.word(service, longest);
  }

  /** Root, and sessions without MFA of people, are what a reader must see first. */
  static @Nullable String alarming(ManagementEvent event) {
    Actor actor = event.actor();
    boolean noMfa = actor.session().mfa() == Actor.Mfa.NOT_USED && !new ActorPhrase(actor).isRole();
    return noMfa && !actor.isService() ? "no MFA" : null;
  }
}
