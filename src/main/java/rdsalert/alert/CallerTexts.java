package rdsalert.alert;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Actor;
import rdsalert.event.DbSecurityGroup;
import rdsalert.event.ManagementEvent;

/** All text of an event that its caller could choose and that a page shows. */
final class CallerTexts {
  private static final int SHORTEST_CUT = 40;
  private static final int LONGEST_CUT = 100;

  private CallerTexts() {}

  /** Whether a page shows any of them escaped or cut. */
  static boolean altered(ManagementEvent event) {
    return strings(event.actor()).anyMatch(text -> alters(text, LONGEST_CUT * 3 / 4))
        || strings(event).anyMatch(text -> alters(text, LONGEST_CUT))
        || tags(event.securityGroup()).anyMatch(text -> alters(text, SHORTEST_CUT));
  }

  private static boolean alters(@Nullable String text, int longest) {
    return text != null && SafeText.altersInEmail(text, longest);
  }

  private static Stream<@Nullable String> strings(Actor actor) {
    return Stream.of(
        new ActorPhrase(actor).name(),
        actor.sessionName(),
        actor.accessKeyId(),
        actor.invokedBy(),
        actor.session().sourceIdentity(),
        actor.session().federatedProvider());
  }

  private static Stream<@Nullable String> strings(ManagementEvent event) {
    return Stream.of(
        event.sourceAddress(), event.securityGroup().name(), event.securityGroup().description());
  }

  private static Stream<@Nullable String> tags(DbSecurityGroup group) {
    return group.tags().stream().flatMap(tag -> Stream.of(tag.key(), tag.value()));
  }
}
