package rdsalert.aws;

import static rdsalert.aws.Attributes.hasFingerprint;
import static rdsalert.aws.Attributes.longOf;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A window's item as it stood when it refused an admission.
 *
 * <p>It names the alerts and actors of the current page only, so that admissions never outgrow the
 * kilobyte that one write unit covers; only a sweep that publishes for minutes adds ten bytes a
 * second. Full pages lie in items of their own and do not change.
 */
record WindowItem(Map<String, AttributeValue> item, int pageSize) {
  static final String ADMITTED = "admitted";
  static final String PAGE_END = "pageEnd";
  static final String IDS = "ids";
  static final String ACTORS = "actors";
  static final String ANNOUNCED = "announced";

  /** Thirty alerts with their actors and seconds take some 800 bytes. */
  static final int PAGE = 30;

  /** Names the attribute that counts the publishes of one second. */
  static String secondAttribute(long epochSecond) {
    return SECOND_PREFIX + Long.toString(epochSecond, Character.MAX_RADIX);
  }

  private static final String SECOND_PREFIX = "s";

  long admitted() {
    return longOf(item, ADMITTED, 0);
  }

  long pageEnd() {
    return longOf(item, PAGE_END, pageSize);
  }

  /** How many full pages lie in items of their own. */
  long fullPages() {
    return pageEnd() / pageSize - 1;
  }

  boolean pageIsFull() {
    return admitted() >= pageEnd();
  }

  boolean admits(String alertId) {
    return hasFingerprint(item, IDS, alertId);
  }

  boolean hasSeen(String actor) {
    return hasFingerprint(item, ACTORS, actor);
  }

  boolean announced() {
    return item.containsKey(ANNOUNCED);
  }

  /** The attributes that count publishes of single seconds. */
  List<String> secondAttributes() {
    return item.keySet().stream().filter(name -> name.matches("s[0-9a-z]{6,}")).toList();
  }
}
