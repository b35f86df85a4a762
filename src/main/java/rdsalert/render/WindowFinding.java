package rdsalert.render;

import static rdsalert.render.Finding.put;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.briefing.SourceAddress;
import rdsalert.briefing.WindowReport;
import rdsalert.briefing.WindowReport.CapNotice;
import rdsalert.rule.DetectionRule;
import rdsalert.text.JsonText;
import rdsalert.text.Words;

/** The machine forms of notices and digests: findings whose evidence are the held alerts. */
final class WindowFinding {
  private WindowFinding() {}

  static String write(CapNotice notice) {
    HeldAlert first = notice.first();
    Finding finding = begin(notice, Message.Kind.NOTICE);
    finding
        .about(HeldPhrase.subject(notice), first.eventTime(), first.eventTime(), 1)
        .cloud(first.account(), first.region())
        .remediation("Look at the alerts of the window; one digest lists the held ones.");
    finding.info(notice.rule().name() + ": alerts are held", notice.rule().calls());
    evidences(finding, List.of(first), notice.rule());
    window(finding, notice.position());
    return finding.text();
  }

  static String write(Digest digest) {
    Finding finding = begin(digest, Message.Kind.DIGEST);
    int held = digest.held().number();
    finding
        .about(HeldPhrase.subject(digest), digest.calls().earliest(), digest.calls().latest(), held)
        .remediation("Judge each held alert as if it had been sent.")
        .cloud(most(digest.counts().accounts()), most(digest.counts().regions()));
    String title = digest.rule().name() + ": alerts were held";
    ObjectNode info = finding.info(title, digest.rule().calls());
    info.put("first_seen_time", digest.calls().earliest().toEpochMilli());
    info.put("last_seen_time", digest.calls().latest().toEpochMilli())
        .put("related_events_count", held);
    ArrayNode related = info.putArray("related_events");
    digest.calls().first().forEach(one -> related.addObject().put("uid", one.eventId()));
    evidences(finding, digest.calls().first(), digest.rule());
    unmapped(window(finding, digest.position()), digest);
    return finding.text();
  }

  private static Finding begin(WindowReport report, Message.Kind kind) {
    Finding finding = new Finding(report.rule(), kind, report.id(), report.raisedAt());
    finding.metadata().put("correlation_uid", report.thread());
    return finding;
  }

  /** The cloud profile wants one account and Region; where there are several, all are counted. */
  private static String most(Map<String, Integer> counts) {
    return Words.byCount(counts).map(Map.Entry::getKey).findFirst().orElse("unknown");
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
    put(evidence, "actor.user.uid", held.actorName());
    Finding.endpoint(SourceAddress.of(held.sourceAddress()), evidence);
    ObjectNode data = evidence.putObject("data").put("event_id", held.eventId());
    data.put("event_time", held.eventTime().toString());
    put(data, "account", held.account());
    put(data, "region", held.region());
    put(data, "resource", held.resource());
    if (held.gravity().isUrgent()) {
      data.put("urgent", held.gravity().words());
    }
    return evidence;
  }

  private static void unmapped(ObjectNode unmapped, Digest digest) {
    ArrayNode actors = unmapped.putArray("actors");
    for (Digest.ActorCount actor : digest.callers().named()) {
      actors.addObject().put("name", Finding.cut(actor.name())).put("held", actor.held());
    }
    unmapped.put("other_actors", digest.callers().others());
    counts(unmapped.putObject("rules"), digest.counts().rules());
    ArrayNode urgent = unmapped.putArray("urgent");
    for (Digest.UrgentCalls calls : digest.calls().urgent()) {
      urgent.add(evidence(calls.first(), digest.rule()).put("count", calls.calls()));
    }
    unmapped.put("listed", digest.held().listed()).put("complete", digest.held().isExact());
    counts(unmapped.putObject("accounts"), digest.counts().accounts());
    counts(unmapped.putObject("regions"), digest.counts().regions());
    counts(unmapped.putObject("excepted"), digest.counts().excepted());
  }

  private static void counts(ObjectNode json, Map<String, Integer> counts) {
    Words.byCount(counts)
        .limit(Digest.MOST_LINES)
        .forEach(count -> json.put(Finding.cut(count.getKey()), count.getValue()));
  }

  /** Begins what OCSF has no attributes for. */
  private static ObjectNode window(Finding finding, Position window) {
    ObjectNode unmapped = finding.json().putObject("unmapped");
    ObjectNode bounds = unmapped.putObject("window").put("start", window.start().toString());
    bounds.put("end", window.end().toString());
    return unmapped.put("cap", window.cap());
  }
}
