package rdsalert.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import rdsalert.delivery.AlertPublisher;
import rdsalert.guard.Guard.Surroundings;
import rdsalert.guard.SampleMessages.Place;
import rdsalert.render.CalmMessage;
import rdsalert.render.CalmMessage.Setting;

/**
 * Tells people when the stack's settings are not those that the ledger has noted, however they were
 * changed; then notes these. What is not noted at all, as after the first deployment or a setting
 * that a version brings, is only noted.
 */
public final class KnownSettings {
  /** So long a process waits before it tells of settings again that are not noted yet. */
  private static final Duration BETWEEN = Duration.ofMinutes(50);

  private final SortedMap<String, String> values = new TreeMap<>();
  private final Place place;
  private final AlertPublisher publisher;

  private Instant next = Instant.MIN;

  /** Settings by the variables that set them, such as {@code ALERT_CAP}. */
  public KnownSettings(Map<String, String> variables, Place place, AlertPublisher publisher) {
    variables.forEach((name, value) -> values.put(parameter(name), value));
    this.place = place;
    this.publisher = publisher;
  }

  /** {@code AlertCap} for {@code ALERT_CAP}. */
  private static String parameter(String variable) {
    return Arrays.stream(variable.split("_", -1))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** Told before it is noted, so that what no topic took, or may not have taken, is told again. */
  List<Setting> compare(Surroundings surroundings, Instant now) {
    Map<String, String> noted = surroundings.noted();
    List<Setting> changed = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          String before = noted.getOrDefault(name, value);
          if (!before.equals(value)) {
            changed.add(new Setting(name, before, value));
          }
        });
    if (!changed.isEmpty()) {
      if (now.isBefore(next)) {
        return List.of();
      }
      next = now.plus(BETWEEN);
      publisher.publish(CalmMessage.settings(changed, place.account(), place.region(), now));
    }
    if (!noted.equals(values)) {
      surroundings.note(values);
    }
    return changed;
  }
}
