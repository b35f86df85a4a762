package rdsalert.render;

import static rdsalert.render.AlertFinding.putIfPresent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import rdsalert.briefing.CapNotice;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.briefing.Position;
import rdsalert.briefing.SourceAddress;
import rdsalert.rule.DetectionRule;
import rdsalert.text.JsonText;
import rdsalert.text.Words;

/** The machine forms of notices and digests: findings whose evidence are the held alerts. */
final class WindowFinding {
  private WindowFinding() {}

  static String write(CapNotice notice) {
    HeldAlert first = notice.first();
    String id = MessageIds.of(notice);
    Finding finding =
        new Finding(notice.rule(), Message.Kind.NOTICE, id, notice.raisedAt())
            .message(WindowHeadlines.subject(notice))
            .between(first.eventTime(), first.eventTime(), 1)
            .cloud(first.account(), first.region())
            .remediation("Look at the alerts of the window; one digest lists the held ones.");
    finding.info(
        id, notice.rule().name() + ": alerts are held", notice.raisedAt(), notice.rule().calls());
    evidences(finding, List.of(first), notice.rule());
    window(finding.json().putObject("unmapped"), notice.position());
    correlate(finding, notice.rule(), notice.position());
    return finding.text();
  }

  static String write(Digest digest) {
    String id = MessageIds.of(digest);
    Finding finding =
        new Finding(digest.rule(), Message.Kind.DIGEST, id, digest.raisedAt())
            .message(WindowHeadlines.subject(digest))
            .between(digest.earliest(), digest.latest(), digest.held().number())
            .remediation("Judge each held alert as if it had been sent.");
    cloud(finding, digest);
    info(
        finding.info(
            id,
            digest.rule().name() + ": alerts were held",
            digest.raisedAt(),
            digest.rule().calls()),
        digest);
    evidences(finding, digest.first(), digest.rule());
    unmapped(finding.json().putObject("unmapped"), digest);
    correlate(finding, digest.rule(), digest.position());
    return finding.text();
  }

  /** The cloud profile wants one account; where there are several, all are counted below. */
  private static void cloud(Finding finding, Digest digest) {
    finding.cloud(
        Words.most(digest.accounts(), "unknown"), Words.most(digest.regions(), "unknown"));
  }

  private static void info(ObjectNode info, Digest digest) {
    info.put("first_seen_time", digest.earliest().toEpochMilli());
    info.put("last_seen_time", digest.latest().toEpochMilli());
    info.put("related_events_count", digest.held().number());
    ArrayNode related = info.putArray("related_events");
    digest.first().forEach(held -> related.addObject().put("uid", held.eventId()));
  }

  private static void evidences(Finding finding, List<HeldAlert> held, DetectionRule rule) {
    if (held.isEmpty()) {
      return;
    }
    ArrayNode evidences = finding.json().putArray("evidences");
    held.forEach(alert -> evidences.add(evidence(alert, rule)));
  }

  private static ObjectNode evidence(HeldAlert held, DetectionRule rule) {
    ObjectNode evidence = JsonText.object();
    if (rule.calls().size() == 1 && held.gravity().ruleId().equals(rule.id())) {
      evidence.putObject("api").put("operation", rule.calls().getFirst());
    }
    ObjectNode user = evidence.putObject("actor").putObject("user");
    putIfPresent(user, "uid", held.actorName());
    CallEvidence.endpoint(SourceAddress.of(held.sourceAddress()), evidence);
    ObjectNode data = evidence.putObject("data").put("event_id", held.eventId());
    data.put("event_time", held.eventTime().toString());
    putIfPresent(data, "account", held.account());
    putIfPresent(data, "region", held.region());
    putIfPresent(data, "resource", held.resource());
    if (held.gravity().isUrgent()) {
      data.put("urgent", held.gravity().words());
    }
    return evidence;
  }

  private static void unmapped(ObjectNode unmapped, Digest digest) {
    window(unmapped, digest.position());
    ArrayNode actors = unmapped.putArray("actors");
    digest
        .actors()
        .forEach(
            actor ->
                actors
                    .addObject()
                    .put("name", Finding.cut(actor.name()))
                    .put("held", actor.held()));
    unmapped.put("other_actors", digest.others().apart());
    unmapped.put("of_still_others", digest.others().notApart());
    counts(unmapped.putObject("rules"), digest.rules());
    ArrayNode urgent = unmapped.putArray("urgent");
    digest
        .urgent()
        .forEach(
            calls ->
                urgent.add(evidence(calls.first(), digest.rule()).put("count", calls.calls())));
    unmapped.put("listed", digest.held().listed());
    unmapped.put("complete", digest.held().isExact());
    counts(unmapped.putObject("accounts"), digest.accounts());
    counts(unmapped.putObject("regions"), digest.regions());
    counts(unmapped.putObject("excepted"), digest.excepted().counts());
  }

  private static void counts(ObjectNode json, Map<String, Integer> counts) {
    Words.byCount(counts)
        .limit(Digest.MOST_LINES)
        .forEach(count -> json.put(Finding.cut(count.getKey()), count.getValue()));
  }

  private static void window(ObjectNode unmapped, Position place) {
    window(unmapped.putObject("window"), place.start(), place.end());
    unmapped.put("cap", place.cap());
  }

  private static void window(ObjectNode window, Instant start, Instant end) {
    window.put("start", start.toString()).put("end", end.toString());
  }

  private static void correlate(Finding finding, DetectionRule rule, Position place) {
    ((ObjectNode) finding.json().get("metadata"))
        .put("correlation_uid", MessageIds.windowThread(rule, place));
  }
}
