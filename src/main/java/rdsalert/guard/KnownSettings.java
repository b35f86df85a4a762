package rdsalert.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.DeliveryException.PublishFailedException;
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
  /** These decide nothing, or only the alert function knows them. */
  private static final Set<String> LEFT_OUT =
      Set.of("FUNCTION_TIMEOUT_SECONDS", "LEDGER_TABLE", "PROOF_ROLE_ARN");

  /** From then on, what may have been taken and was not answered is told again by the next look. */
  private static final Duration NEXT_COPY = Duration.ofHours(1);

  private final SortedMap<String, String> values = new TreeMap<>();
  private final Place place;
  private final AlertPublisher publisher;

  /** What this process has told, so that a note that fails repeats nothing. */
  private List<Setting> told = List.of();

  /** When that is told again; never, if a topic has answered. */
  private Instant again = Instant.MAX;

  /** Settings by the variables that set them, such as {@code ALERT_CAP}. */
  public KnownSettings(Map<String, String> variables, Place place, AlertPublisher publisher) {
    variables.forEach((name, value) -> values.put(parameter(name), value));
    LEFT_OUT.forEach(name -> values.remove(parameter(name)));
    this.place = place;
    this.publisher = publisher;
  }

  /** {@code AlertCap} for {@code ALERT_CAP}. */
  private static String parameter(String variable) {
    return Arrays.stream(variable.split("_", -1))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /**
   * Told before it is noted, so that what no topic took is told by the next look. What was not
   * answered is not noted, and told again by the first look that is an hour later.
   */
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
    if (!changed.isEmpty() && !(changed.equals(told) && now.isBefore(again))) {
      again = tell(changed, now);
      told = changed;
    }
    if (!noted.equals(values) && (changed.isEmpty() || again.equals(Instant.MAX))) {
      surroundings.note(values, noted);
      told = List.of(); // the same change may be made again
    }
    return changed;
  }

  /** When it is to be told again. */
  private Instant tell(List<Setting> changed, Instant now) {
    try {
      publisher.publish(CalmMessage.settings(changed, place.account(), place.region(), now));
      return Instant.MAX;
    } catch (PublishFailedException e) {
      if (e.mayHaveBeenTaken()) {
        return now.plus(NEXT_COPY);
      }
      throw e;
    }
  }
}
