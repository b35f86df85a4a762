package rdsalert.alert;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rdsalert.alert.SafeText.Quoting;
import rdsalert.event.Actor;
import rdsalert.event.DbSecurityGroup;
import rdsalert.event.ManagementEvent;

/** What a rule's guide can name of an event, each fact quoted for one kind of reader. */
final class Facts {
  private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)}");
  private static final int LONGEST = 48;

  private final Map<String, String> facts;

  private Facts(Map<String, String> facts) {
    this.facts = facts;
  }

  static Facts of(ManagementEvent event, Quoting quoting) {
    return new Facts(
        Map.of(
            "clock", TimePhrase.clock(event.eventTime()),
            "actor", new ActorPhrase(event.actor()).said(quoting, LONGEST),
            "address", address(event, quoting),
            "tool", UserAgentFamily.of(event.userAgent()).words(),
            "group", group(event.securityGroup(), quoting),
            "time", TimePhrase.utc(event.eventTime()),
            "key", key(event.actor(), quoting),
            "account", quoting.quote(event.account(), LONGEST),
            "region", quoting.quote(event.region(), LONGEST)));
  }

  /** The text with its slots filled, each once: what is filled in is never searched again. */
  String fill(String text) {
    return SLOT.matcher(text)
        .replaceAll(
            slot -> Matcher.quoteReplacement(facts.getOrDefault(slot.group(1), slot.group())));
  }

  /** Whether the name is one that can be filled in. */
  boolean knows(String name) {
    return facts.containsKey(name);
  }

  private static String address(ManagementEvent event, Quoting quoting) {
    String address = String.valueOf(event.sourceAddress());
    return switch (SourceAddress.of(event.sourceAddress())) {
      case SourceAddress.Service service -> "the address behind " + service.shortName();
      case SourceAddress.AwsInternal internal -> "the address inside AWS";
      case SourceAddress.Ip ip -> quoting.quote(address, LONGEST);
      case SourceAddress.None none -> "the address (not recorded)";
      case SourceAddress.Strange strange -> "the address behind " + quoting.quote(address, LONGEST);
    };
  }

  private static String group(DbSecurityGroup group, Quoting quoting) {
    return group.name() == null ? "name not recorded" : quoting.quote(group.name(), LONGEST);
  }

  private static String key(Actor actor, Quoting quoting) {
    String key = actor.accessKeyId();
    return key == null ? "the caller's credentials" : "key " + quoting.quote(key, LONGEST);
  }
}
