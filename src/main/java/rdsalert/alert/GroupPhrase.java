package rdsalert.alert;

import java.util.List;
import java.util.stream.Stream;
import rdsalert.alert.SafeText.Quoting;
import rdsalert.event.DbSecurityGroup;

/** Says what the group is called and what it lets in. */
final class GroupPhrase {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_DESCRIPTION = 160;
  private static final int LONGEST_TAG = 40;
  private static final int MOST_LISTED = 5;

  private final DbSecurityGroup group;
  private final Quoting quoting;

  GroupPhrase(DbSecurityGroup group, Quoting quoting) {
    this.group = group;
    this.quoting = quoting;
  }

  /** Name and description. */
  String name() {
    String name = group.name();
    String description = group.description();
    return (name == null ? "name not recorded" : quoting.quote(name, LONGEST_NAME))
        + (description == null ? "" : ", " + quoting.quote(description, LONGEST_DESCRIPTION));
  }

  /** The tags asked for; empty where there is none. */
  String tags() {
    return group.tags().isEmpty()
        ? ""
        : ", tags "
            + listed(
                group.tags().stream()
                    .map(
                        tag ->
                            quoting.quote(tag.key(), LONGEST_TAG)
                                + " = "
                                + quoting.quote(tag.value(), LONGEST_TAG))
                    .toList());
  }

  /** What the group let in when it was created. */
  String letsIn() {
    List<String> sources = Stream.concat(ranges(), members()).toList();
    if (!sources.isEmpty()) {
      return "created with access for " + listed(sources);
    }
    return group.arn() == null && group.ownerId() == null
        ? "what it lets in was not recorded"
        : "created empty";
  }

  private Stream<String> ranges() {
    return group.addressRanges().stream()
        .map(range -> range.cidr() == null ? "a range" : quoting.quote(range.cidr(), LONGEST_TAG));
  }

  private Stream<String> members() {
    return group.ec2Groups().stream()
        .map(
            member -> {
              String id = member.id() != null ? member.id() : member.name();
              return "members of " + (id == null ? "an EC2 group" : quoting.quote(id, LONGEST_TAG));
            });
  }

  private static String listed(List<String> items) {
    String first = String.join(", ", items.subList(0, Math.min(MOST_LISTED, items.size())));
    return items.size() <= MOST_LISTED
        ? first
        : first + " and " + (items.size() - MOST_LISTED) + " more";
  }
}
