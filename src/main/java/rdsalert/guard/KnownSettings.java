package rdsalert.guard;

import java.time.Duration;
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
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.guard.Guard.Surroundings;
import rdsalert.guard.SampleMessages.Place;
import rdsalert.render.Renderer;
import rdsalert.render.Renderer.Setting;

/**
 * Tells people when the stack's settings are not those that the ledger has noted, however they were
 * changed; then notes these. What is not noted at all, as after the first deployment or a setting
 * that a version brings, is only noted.
 *
 * @param values by name, as the template names them
 * @param told what this process has told, so that a note that fails repeats nothing
 */
public record KnownSettings(
    Map<String, String> values, Place place, AlertPublisher publisher, AtomicReference<Told> told) {
  /** These decide nothing, or only the alert function knows them. */
  private static final Set<String> LEFT_OUT =
      Set.of("FUNCTION_TIMEOUT_SECONDS", "LEDGER_TABLE", "PROOF_ROLE_ARN");

  /** After this, what may have been taken and was not answered is told again. */
  private static final Duration NEXT_COPY = Duration.ofHours(1);

  /** Changes that were told, and when they are told again; never, if a topic has answered. */
  public record Told(List<Setting> changes, Instant again) {
    static final Told NOTHING = new Told(List.of(), Instant.MAX);

    public Told {
      changes = List.copyOf(changes);
    }

    boolean covers(List<Setting> changed, Instant now) {
      return changes.equals(changed) && now.isBefore(again);
    }
  }

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
    return new KnownSettings(values, place, publisher, new AtomicReference<>(Told.NOTHING));
  }

  /** {@code AlertCap} for {@code ALERT_CAP}. */
  private static String parameter(String variable) {
    return Arrays.stream(variable.split("_", -1))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /**
   * Told before it is noted, so that what no topic took is told by the next look. What was not
   * answered is not noted, and told again, an hour apart.
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
    if (!changed.isEmpty() && !told.get().covers(changed, now)) {
      told.set(new Told(changed, tell(changed, now)));
    }
    boolean answered = told.get().again().equals(Instant.MAX);
    if (!noted.equals(values) && (changed.isEmpty() || answered)) {
      surroundings.note(values, noted);
    }
    return changed;
  }

  /** When it is to be told again. */
  private Instant tell(List<Setting> changed, Instant now) {
    try {
      publisher.publish(
          new Renderer().renderSettings(changed, place.account(), place.region(), now));
      return Instant.MAX;
    } catch (PublishFailedException e) {
      if (e.mayHaveBeenTaken()) {
        return now.plus(NEXT_COPY);
      }
      throw e;
    }
  }
}
