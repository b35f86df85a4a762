package rdsalert.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.pattern.EventPattern;
import rdsalert.render.CalmMessage.Setting;

/**
 * Looks about once an hour, and in the first run of a version, whether anybody would get a message,
 * whether the ledger is closed, and whether settings have changed, of which it tells people itself.
 * It never fails: what it could not find out is a finding.
 */
public final class Guard {
  /** Less than an hour, so that none goes by without a look. */
  private static final Duration BETWEEN = Duration.ofMinutes(50);

  /** A look ends when a run has less than this left; what it then does not know it says. */
  private static final Duration NEEDED = Duration.ofSeconds(30);

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Surroundings surroundings;
  private final Map<Topic, Map<String, JsonNode>> samples;
  private final String ledger;
  private final KnownSettings settings;
  private final InstantSource clock;
  private volatile Instant next = Instant.MIN;

  /** Samples are, by topic and name, the attributes of messages that a subscriber has to get. */
  public Guard(
      Surroundings surroundings,
      Map<Topic, Map<String, JsonNode>> samples,
      String ledger,
      KnownSettings settings,
      InstantSource clock) {
    this.surroundings = surroundings;
    this.samples = Map.copyOf(samples);
    this.ledger = ledger;
    this.settings = settings;
    this.clock = clock;
  }

  /** What there is to find; empty if it was looked lately, or there is not enough time. */
  public Optional<Findings> look(TimeLeft left) {
    Instant now;
    try {
      now = clock.instant();
    } catch (LedgerFailedException e) { // the ledger's time is not known: the next sweep looks
      return Optional.empty();
    }
    if (now.isBefore(next) || !left.isAtLeast(NEEDED)) {
      return Optional.empty();
    }
    Look look = new Look(left);
    int unheard = look.unheard(Topic.ALERTS);
    int unwatched = look.unheard(Topic.WATCH);
    boolean open = look.find("whether the ledger is closed", true, look::isOpen);
    look.find(
        "whether people were told which settings have changed",
        List.<Setting>of(),
        () -> look.changed(now));
    next = look.complete ? now.plus(BETWEEN) : next;
    return Optional.of(
        new Findings(unheard, unwatched, look.confirmed, look.pending, open, look.said));
  }

  private final class Look {
    private final TimeLeft left;
    private final List<String> said = new ArrayList<>();
    private int confirmed;
    private int pending;
    private boolean complete = true;

    Look(TimeLeft left) {
      this.left = left;
    }

    /** Alerts go out all the same if something cannot be found out. */
    <T> T find(String what, T otherwise, Supplier<T> work) {
      try {
        checkTime();
        return work.get();
      } catch (RuntimeException e) {
        complete = false;
        said.add("not known " + what + ": " + e.getClass().getSimpleName() + ": " + e.getMessage());
        return otherwise;
      }
    }

    private void checkTime() {
      if (!left.isAtLeast(NEEDED)) {
        throw new IllegalStateException("too little time is left");
      }
    }

    int unheard(Topic topic) {
      String name = "topic " + topic.name().toLowerCase(Locale.ROOT);
      return find("who listens to " + name, 1, () -> missed(topic, name));
    }

    /** How many messages nobody gets. */
    private int missed(Topic topic, String name) {
      Surroundings.Subscriptions found = surroundings.subscriptions(topic);
      confirmed += found.confirmed().size();
      pending += found.pending();
      Map<String, JsonNode> missed = new TreeMap<>(samples.getOrDefault(topic, Map.of()));
      for (String subscription : found.confirmed()) {
        checkTime();
        Map<String, String> attributes = surroundings.attributes(subscription);
        missed.values().removeIf(message -> takes(attributes, message));
        if (missed.isEmpty()) {
          break;
        }
      }
      missed.keySet().forEach(message -> said.add(name + ": nobody gets " + message));
      return missed.size();
    }

    boolean isOpen() {
      Optional<String> policy = surroundings.policy(ledger);
      boolean open = policy.isEmpty() || !LedgerPolicy.closes(parse(policy.get()), ledger);
      if (open) {
        said.add("ledger: its policy does not keep others from writing");
      }
      return open;
    }

    List<Setting> changed(Instant now) {
      List<Setting> changed = settings.compare(surroundings, now);
      for (Setting one : changed) {
        said.add("setting %s: from '%s' to '%s'".formatted(one.name(), one.before(), one.now()));
      }
      return changed;
    }
  }

  /** What SNS knows and the matcher does not is believed to let a message pass. */
  private static boolean takes(Map<String, String> subscription, JsonNode message) {
    String policy = subscription.getOrDefault("FilterPolicy", "");
    if (policy.isBlank() || "MessageBody".equals(subscription.get("FilterPolicyScope"))) {
      return true;
    }
    try {
      JsonNode pattern = parse(policy);
      return pattern.isEmpty() || EventPattern.of(pattern).matches(message);
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }

  /**
   * What a look at the surroundings found: how many kinds of alerts would, or might, reach no
   * subscriber, and how many of what the second topic tells; the subscriptions that are confirmed
   * and those that are not; whether others can, or might, write to the ledger; and what is wrong,
   * in words. What could not be found out counts as wrong.
   */
  public record Findings(
      int unheard,
      int unwatched,
      int confirmed,
      int pending,
      boolean ledgerOpen,
      List<String> said) {}

  /** What there is around the functions, as AWS says it. Every call may fail, in any way. */
  public interface Surroundings {
    Subscriptions subscriptions(Topic topic);

    /** The attributes of a confirmed subscription, as SNS names them. */
    Map<String, String> attributes(String subscription);

    /** The own policy of the table that is the ledger, as JSON, if it has one. */
    Optional<String> policy(String table);

    /** The settings that the ledger has noted, by name; empty if none are. */
    Map<String, String> noted();

    /** Notes settings in place of those noted before. */
    void note(Map<String, String> settings);

    /** The names of the first subscriptions that are confirmed, and how many are not. */
    record Subscriptions(List<String> confirmed, int pending) {}
  }
}
