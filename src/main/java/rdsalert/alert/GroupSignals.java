package rdsalert.alert;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.alert.SafeText.Quoting;
import rdsalert.event.DbSecurityGroup;

/** What is telling about the group itself. */
final class GroupSignals {
  private static final Pattern TEST =
      Pattern.compile(
          "(?<![a-z])(test(ing|s)?|te?mp|dev|demo|sandbox|scratch|poc|example|playground)(?![a-z])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WORLD = Pattern.compile("[0-9a-fA-F.:]+/0+");
  private static final int SEARCHED = 1024;

  private GroupSignals() {}

  static @Nullable Signal openToTheWorld(Alert alert, Quoting quoting) {
    return alert.event().securityGroup().addressRanges().stream()
        .map(DbSecurityGroup.AddressRange::cidr)
        .flatMap(Stream::ofNullable)
        .filter(cidr -> cidr.length() < SEARCHED && WORLD.matcher(cidr).matches())
        .findFirst()
        .map(cidr -> Signal.worse("open-to-world", "The group lets in the whole internet: " + cidr))
        .orElse(null);
  }

  static @Nullable Signal looksLikeTest(Alert alert, Quoting quoting) {
    return texts(alert.event().securityGroup())
            .map(text -> text.length() > SEARCHED ? text.substring(0, SEARCHED) : text)
            .anyMatch(text -> TEST.matcher(text).find())
        ? Signal.better("looks-like-test", "Name, description or tags speak of a test (unproven).")
        : null;
  }

  private static Stream<String> texts(DbSecurityGroup group) {
    return Stream.concat(
        Stream.<@Nullable String>of(group.name(), group.requestedName(), group.description())
            .flatMap(Stream::ofNullable),
        group.tags().stream().flatMap(tag -> Stream.of(tag.key(), tag.value())));
  }
}
