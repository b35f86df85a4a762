package rdsalert.guard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import rdsalert.delivery.AlertPublisher;
import rdsalert.guard.SampleMessages.Place;
import rdsalert.render.Renderer;
import rdsalert.render.Renderer.Setting;

/**
 * Tells people when the stack's settings are not those that the ledger has noted, however they were
 * changed; then notes these. What is not noted at all, as after the first deployment or a setting
 * that a version brings, is only noted.
 *
 * @param values by name, as the template names them
 * @param told the changes that this process has told, so that a note that fails repeats nothing
 */
public record KnownSettings(
    Map<String, String> values,
    Place place,
    AlertPublisher publisher,
    AtomicReference<List<Setting>> told) {
  /** These decide nothing, or only the alert function knows them. */
  private static final Set<String> LEFT_OUT =
      Set.of("FUNCTION_TIMEOUT_SECONDS", "LEDGER_TABLE", "PROOF_ROLE_ARN");

  public KnownSettings {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** Those that an environment has by some names, such as {@code ALERT_CAP}. */
  public static KnownSettings of(
      Map<String, String> environment, List<String> names, Place place, AlertPublisher publisher) {
    Map<String, String> values = new HashMap<>();
    names.stream()
        .filter(name -> !LEFT_OUT.contains(name))
        .forEach(name -> values.put(parameter(name), environment.getOrDefault(name, "")));
    return new KnownSettings(values, place, publisher, new AtomicReference<>(List.of()));
  }

  /** {@code AlertCap} for {@code ALERT_CAP}. */
  private static String parameter(String variable) {
    return Arrays.stream(variable.split("_", -1))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** Told before it is noted, so that what no topic took is told by the next look. */
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
    if (!changed.isEmpty() && !changed.equals(told.get())) {
      publisher.publish(
          new Renderer().renderSettings(changed, place.account(), place.region(), now));
      told.set(changed);
    }
    if (!noted.equals(values)) {
      surroundings.note(values, noted);
    }
    return changed;
  }
}
