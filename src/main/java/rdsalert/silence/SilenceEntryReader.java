package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.pattern.PatternCheck;

/** Reads one entry of a file of exceptions, and finds everything that is wrong with it. */
final class SilenceEntryReader {
  private static final Set<String> KNOWN =
      Set.of("id", "rule", "pattern", "owner", "reason", "expires", "schedule", "broad");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** The forms that the schema knows too; what a day or a month may be, the calendar says. */
  private static final Pattern MOMENT =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9:.]{5,18}([Zz]|[+-][0-9]{2}:[0-9]{2})");

  private static final String TOO_BROAD =
      "it pins nothing that AWS vouches for: name a user or role by ARN, or an account together"
          + " with names, tags or hours, or say \"broad\": true";

  private static final int LONGEST_TEXT = 256;
  private static final int LONGEST_FAULT = 200;

  private final JsonNode json;
  private final Set<String> ruleIds;
  private final PatternCheck check;
  private final List<String> faults = new ArrayList<>();

  private SilenceEntryReader(JsonNode json, Set<String> ruleIds, PatternCheck check) {
    this.json = json;
    this.check = check;
    this.ruleIds = ruleIds;
  }

  /**
   * Reads an entry.
   *
   * @param place what to call it if it has no id, such as {@code entry 3}
   * @param taken ids of entries before it; its own is added
   * @param check of the patterns of the file; this one is added
   */
  static SilenceEntry read(
      JsonNode json, String place, Set<String> ruleIds, Set<String> taken, PatternCheck check) {
    return new SilenceEntryReader(json, ruleIds, check).read(place, taken);
  }

  private SilenceEntry read(String place, Set<String> taken) {
    if (!json.isObject()) {
      return new SilenceEntry.Faulty(place, null, null, List.of("it is not a JSON object"));
    }
    json.fieldNames().forEachRemaining(this::requireKnown);
    String id = id(taken);
    String rule = rule();
    JsonNode pattern = pattern();
    String owner = text("owner", "who answers for it?");
    String reason = text("reason", "why is it harmless?");
    Instant expires = expires();
    MaintenanceSchedule schedule = schedule();
    boolean broad = broad();
    if (pattern != null && !broad && Reach.of(pattern, schedule != null) == Reach.ANYBODY) {
      fault(TOO_BROAD);
    }
    String label = id == null ? place : id;
    if (!faults.isEmpty() || pattern == null) {
      return new SilenceEntry.Faulty(label, rule, pattern, faults);
    }
    return new SilenceEntry.Sound(
        new Silence(label, rule, pattern, owner, reason, expires, schedule, broad));
  }

  private void requireKnown(String property) {
    if (!KNOWN.contains(property)) {
      fault("property '" + property + "' is not known");
    }
  }

  private @Nullable String id(Set<String> taken) {
    String id = json.path("id").asText("");
    if (!json.path("id").isTextual() || !ID.matcher(id).matches()) {
      fault("id must be 1 to 64 letters, digits and . _ -");
      return null;
    }
    if (!taken.add(id)) {
      fault("an entry before it has the same id");
    }
    return id;
  }

  private @Nullable String rule() {
    JsonNode rule = json.path("rule");
    if (rule.isMissingNode() || isNull("rule")) {
      return null;
    }
    if (!rule.isTextual() || !ruleIds.contains(rule.asText())) {
      fault("there is no rule with the id '" + rule.asText() + "'");
      return null; // whichever was meant: its alerts say that this is off
    }
    return rule.asText();
  }

  /** Whether a property that could have been left out is null instead, which is a fault. */
  private boolean isNull(String property) {
    boolean isNull = json.path(property).isNull();
    if (isNull) {
      fault(property + " is null: give it a value, or leave it out");
    }
    return isNull;
  }

  private @Nullable JsonNode pattern() {
    JsonNode pattern = json.path("pattern");
    Optional<String> fault =
        pattern.isMissingNode() ? Optional.of("it is missing") : check.fault(pattern);
    fault.ifPresent(why -> fault("pattern: " + why));
    return fault.isEmpty() ? pattern : null;
  }

  /** A text that says something: what looks empty is as good as missing. */
  private String text(String property, String question) {
    JsonNode json = this.json.path(property);
    String text = json.isTextual() ? json.asText() : "";
    if (json.isValueNode() && !json.isNull() && !json.isTextual()) {
      fault(property + " must be a text");
    } else if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
      fault(property + " is missing: " + question);
    } else if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
      fault(property + " is longer than " + LONGEST_TEXT + " characters");
    }
    return text.strip();
  }

  private Instant expires() {
    if (!json.hasNonNull("expires")) {
      fault("expires is missing: every exception ends some day");
      return Instant.EPOCH;
    }
    String text = json.path("expires").asText("");
    try {
      if (json.path("expires").isTextual() && MOMENT.matcher(text).matches()) {
        return OffsetDateTime.parse(text).toInstant();
      }
    } catch (DateTimeException e) {
      // Such as the 31st of June: said below.
    }
    fault("expires is no moment such as 2027-01-31T00:00:00Z");
    return Instant.EPOCH;
  }

  private @Nullable MaintenanceSchedule schedule() {
    if (!json.has("schedule") || isNull("schedule")) {
      return null;
    }
    try {
      return ScheduleReader.read(json.path("schedule"));
    } catch (IllegalArgumentException e) {
      fault("schedule: " + e.getMessage());
      return null;
    }
  }

  private boolean broad() {
    JsonNode broad = json.path("broad");
    if (!isNull("broad") && !broad.isMissingNode() && !broad.isBoolean()) {
      fault("broad must be true or false");
    }
    return broad.asBoolean(false);
  }

  private void fault(String fault) {
    faults.add(printable(fault));
  }

  /** In one line of printable ASCII: what a team wrote by mistake may be anything. */
  static String printable(String fault) {
    String clean = fault.replaceAll("\\s+", " ").replaceAll("[^ -~]", "?");
    return clean.length() <= LONGEST_FAULT ? clean : clean.substring(0, LONGEST_FAULT) + "...";
  }
}
