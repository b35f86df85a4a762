package rdsalert.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.briefing.WindowReport.CapNotice;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.testing.Samples;
import rdsalert.testing.TestEvents;

/** Alerts made of the events in {@code events/}, notices and digests made of those. */
final class SampleAlerts {
  static final DetectionRule RULE = RuleCatalog.packaged().rules().getFirst();

  private static final Instant BURST = Instant.parse("2026-03-05T11:31:00Z");

  private SampleAlerts() {}

  /** Every sample that its rule matches, by its name. */
  static Map<String, ManagementEvent> matching() {
    Map<String, ManagementEvent> events = new TreeMap<>();
    try {
      Samples.files()
          .filter(Samples::isHit)
          .forEach(file -> events.put(Samples.name(file), Samples.read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  static ManagementEvent event(String name) {
    return TestEvents.sample(name);
  }

  /** Taken up twelve seconds after the call; a replay, a day after it. */
  static Alert alert(ManagementEvent event) {
    return alert(RULE, event);
  }

  /** The same of another rule. */
  static Alert alert(DetectionRule rule, ManagementEvent event) {
    Duration later = event.isReplay() ? Duration.ofHours(26) : Duration.ofSeconds(12);
    Instant raised = event.eventTime().plus(later);
    return Alert.raise(rule, List.of(), event, place(raised, 7), raised, Duration.ofHours(1));
  }

  /** Two seconds after it was taken up. */
  static Instant sent(Alert alert) {
    return alert.raisedAt().plusSeconds(2);
  }

  static Position place(Instant time, int number) {
    long start = Math.floorDiv(time.getEpochSecond(), 600) * 600;
    Instant from = Instant.ofEpochSecond(start);
    return new Position(from, from.plus(10, ChronoUnit.MINUTES), OptionalInt.of(number), 100);
  }

  static CapNotice notice(ManagementEvent event) {
    Instant raised = event.eventTime().plusSeconds(12);
    return new CapNotice(RULE, place(raised, 100), 20, HeldAlert.of(RULE, event), raised);
  }

  static Digest digest(List<ManagementEvent> events) {
    Instant first = events.stream().map(ManagementEvent::eventTime).min(Instant::compareTo).get();
    Instant last = events.stream().map(ManagementEvent::eventTime).max(Instant::compareTo).get();
    Position place = place(last, 100);
    List<HeldAlert> held = // as the ledger lists them
        events.stream()
            .map(event -> HeldAlert.of(RULE, event))
            .sorted(Comparator.comparing(alert -> !alert.gravity().isUrgent()))
            .toList();
    Map<String, Integer> regions = new TreeMap<>();
    Map<String, Integer> accounts = new TreeMap<>();
    Map<String, Integer> actors = new TreeMap<>();
    Map<String, String> names = new TreeMap<>();
    for (HeldAlert alert : held) {
      regions.merge(alert.region(), 1, Integer::sum);
      accounts.merge(alert.account(), 1, Integer::sum);
      actors.merge(alert.actor(), 1, Integer::sum);
      names.put(alert.actor(), alert.actorName());
    }
    List<Digest.ActorCount> counts =
        actors.entrySet().stream()
            .map(
                e ->
                    new Digest.ActorCount(
                        e.getKey(), String.valueOf(names.get(e.getKey())), e.getValue()))
            .sorted(
                Comparator.comparingInt(Digest.ActorCount::held)
                    .thenComparing(Digest.ActorCount::actor))
            .toList();
    return new Digest(
        List.of(RULE),
        place,
        new Digest.Held(held.size(), held.size(), OptionalInt.empty(), false),
        new Digest.Calls(
            first, last, urgent(held), held.subList(0, Math.min(Digest.MOST_LINES, held.size()))),
        new Digest.Callers(counts.subList(0, Math.min(Digest.MOST_ACTORS, counts.size())), 0),
        new Digest.Counts(
            regions,
            accounts,
            Map.of(RULE.name(), held.size()),
            Map.of("saturday-maintenance", 12, "infrastructure-deploys", 3),
            true),
        new Digest.Listing(
            "rds-alert-ledger",
            "queue-dueAt",
            "queue",
            "held#" + RULE.id() + "#" + place.start() + "/PT10M",
            "eu-central-1"),
        place.end().plusSeconds(60));
  }

  private static List<Digest.UrgentCalls> urgent(List<HeldAlert> held) {
    List<HeldAlert> urgent = held.stream().filter(one -> one.gravity().isUrgent()).toList();
    return urgent.isEmpty()
        ? List.of()
        : List.of(new Digest.UrgentCalls(urgent.getFirst(), urgent.size()));
  }

  /** The same digest with other numbers of what was held. */
  static Digest with(Digest digest, Digest.Held held) {
    return new Digest(
        digest.rules(),
        digest.position(),
        held,
        digest.calls(),
        digest.callers(),
        digest.counts(),
        digest.listing(),
        digest.raisedAt());
  }

  /** Thirty calls of three callers within two minutes. */
  static List<ManagementEvent> burst() {
    List<ManagementEvent> events = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String of = i % 10 == 3 ? "assumed-role-mfa" : i % 10 == 7 ? "root" : "null-parameters";
      events.add(EventEdit.of(of).time(BURST.plusSeconds(4L * i)).id("burst-" + i).event());
    }
    return events;
  }
}
