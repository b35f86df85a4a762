package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.pattern.Alternatives;
import rdsalert.pattern.PatternCheck;
import rdsalert.pattern.RecordFields;
import rdsalert.rule.DetectionRule;

/**
 * One entry of a file of exceptions.
 *
 * @param label its id, or its place in the file if it has no id that can be used
 * @param ruleId the only rule it is for; null for all of them
 * @param pattern what it covers; null if that cannot be said
 * @param exception null if anything is wrong with it
 * @param faults all that is wrong with it
 */
record SilenceEntry(
    String label,
    @Nullable String ruleId,
    @Nullable JsonNode pattern,
    @Nullable Silence exception,
    List<String> faults) {
  private static final Set<String> REQUIRED = Set.of("id", "pattern", "owner", "reason", "expires");
  private static final Set<String> OPTIONAL = Set.of("rule", "schedule", "broad");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** The form that the schema knows too; the calendar says what a day or a month may be. */
  private static final Pattern MOMENT =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9:.]{5,18}([Zz]|[+-][0-9]{2}:[0-9]{2})");

  private static final String TOO_BROAD =
      "it pins nothing that AWS vouches for: name a user or role by ARN, or an account together"
          + " with names, tags or hours, or say \"broad\": true";

  private static final int LONGEST_TEXT = 256;
  private static final int LONGEST_FAULT = 200;

  /** The furthest that an exception's end may lie ahead. */
  private static final Duration FURTHEST = Duration.ofDays(366);

  static SilenceEntry none(String label, String fault) {
    return new SilenceEntry(label, null, null, null, List.of(fault));
  }

  SilenceStatus status(Instant now) {
    if (exception == null) {
      return off(faults);
    }
    Instant end = exception.expires();
    if (!now.isBefore(end)) {
      return new SilenceStatus.Off(label, "expired on " + end);
    }
    return end.isAfter(now.plus(FURTHEST))
        ? off(List.of("it ends on " + end + ", more than a year ahead"))
        : new SilenceStatus.On(exception, Duration.between(now, end));
  }

  private SilenceStatus off(List<String> why) {
    return new SilenceStatus.Off(label, "is off: " + String.join("; ", why), why);
  }

  boolean concerns(DetectionRule rule) {
    return ruleId == null || ruleId.equals(rule.id());
  }

  /** What entries share: the rules there are, ids that are taken, and how much patterns may be. */
  record Shared(Set<String> ruleIds, Set<String> takenIds, PatternCheck patterns) {}

  /** Reads an entry, to be called by its place, such as {@code entry 3}, if it has no id. */
  static SilenceEntry read(JsonNode json, String place, Shared shared) {
    return json.isObject()
        ? new Reader(json, new ArrayList<>()).read(place, shared)
        : none(place, "it must be a JSON object");
  }

  /** In one line of printable ASCII: a file may hold any text. */
  static String printable(String fault) {
    String clean = fault.replaceAll("\\s+", " ").replaceAll("[^ -~]", "?");
    return clean.length() <= LONGEST_FAULT ? clean : clean.substring(0, LONGEST_FAULT) + "...";
  }

  private record Reader(JsonNode json, List<String> faults) {
    private SilenceEntry read(String place, Shared shared) {
      json.properties().forEach(property -> requireKnown(property.getKey(), property.getValue()));
      String id = id(shared.takenIds());
      String rule = rule(shared.ruleIds());
      JsonNode pattern = pattern(shared.patterns());
      String owner = text("owner", "who answers for it?");
      String reason = text("reason", "why is it harmless?");
      Instant expires = expires();
      MaintenanceSchedule schedule = schedule();
      boolean broad = broad();
      if (pattern != null && !broad && Reach.of(pattern, schedule) == Reach.ANYBODY) {
        fault(TOO_BROAD);
      }
      String label = id == null ? place : id;
      Silence exception =
          pattern == null || !faults.isEmpty()
              ? null
              : new Silence(label, rule, pattern, owner, reason, expires, schedule, broad);
      return new SilenceEntry(label, rule, pattern, exception, List.copyOf(faults));
    }

    private void requireKnown(String property, JsonNode value) {
      if (!REQUIRED.contains(property) && !OPTIONAL.contains(property)) {
        fault("property '" + property + "' is not known");
      } else if (OPTIONAL.contains(property) && value.isNull()) {
        fault(property + " is null: give it a value, or leave it out");
      }
    }

    private @Nullable String id(Set<String> taken) {
      String id = text("id");
      if (!ID.matcher(id).matches()) {
        fault("id must be 1 to 64 letters, digits and . _ -");
        return null;
      }
      if (!taken.add(id)) {
        fault("an entry before it has the same id");
      }
      return id;
    }

    /** The rule it is for; if there is no such rule, the alerts of all rules say that it is off. */
    private @Nullable String rule(Set<String> known) {
      if (!json.hasNonNull("rule")) {
        return null;
      }
      String rule = text("rule");
      if (!known.contains(rule)) {
        fault("there is no rule with the id '" + json.path("rule").asText() + "'");
        return null;
      }
      return rule;
    }

    private @Nullable JsonNode pattern(PatternCheck check) {
      JsonNode pattern = json.path("pattern");
      Optional<String> fault =
          pattern.isMissingNode()
              ? Optional.of("it is missing")
              : check.fault(pattern).or(() -> slip(pattern));
      fault.ifPresent(why -> fault("pattern: " + why));
      return fault.isEmpty() ? pattern : null;
    }

    /** What a pattern may say, but never finds, or always. */
    private static Optional<String> slip(JsonNode pattern) {
      try {
        RecordFields.requireIn(pattern);
      } catch (IllegalArgumentException e) {
        return Optional.ofNullable(e.getMessage());
      }
      return Alternatives.of(pattern).stream()
          .flatMap(one -> one.getOrDefault("detail.sourceIPAddress", List.of()).stream())
          .filter(value -> value.isTextual() && value.asText().contains("/"))
          .map(
              range ->
                  "no address is " + range + ": for the range, write {\"cidr\": " + range + "}")
          .findFirst();
    }

    private String text(String property) {
      return json.path(property).isTextual() ? json.path(property).asText() : "";
    }

    /** A text with at least one letter or digit. */
    private String text(String property, String question) {
      String text = text(property);
      if (json.hasNonNull(property) && !json.path(property).isTextual()) {
        fault(property + " must be a text");
      } else if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
        fault(property + " is missing: " + question);
      } else if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
        fault(property + " is longer than " + LONGEST_TEXT + " characters");
      }
      return text.strip();
    }

    private Instant expires() {
      try {
        if (MOMENT.matcher(text("expires")).matches()) {
          return OffsetDateTime.parse(text("expires")).toInstant();
        }
      } catch (DateTimeException e) {
        // Such as the 31st of June: said below.
      }
      String fault = json.hasNonNull("expires") ? "must be a moment" : "is missing: give a moment";
      fault("expires " + fault + " such as 2027-01-31T00:00:00Z");
      return Instant.EPOCH;
    }

    private @Nullable MaintenanceSchedule schedule() {
      try {
        return json.hasNonNull("schedule") ? MaintenanceSchedule.read(json.path("schedule")) : null;
      } catch (IllegalArgumentException e) {
        fault("schedule: " + e.getMessage());
        return null;
      }
    }

    private boolean broad() {
      if (json.hasNonNull("broad") && !json.path("broad").isBoolean()) {
        fault("broad must be true or false");
      }
      return json.path("broad").asBoolean(false);
    }

    private void fault(String fault) {
      faults.add(printable(fault));
    }
  }
}
