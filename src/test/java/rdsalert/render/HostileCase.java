package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.Briefing.Call;
import rdsalert.briefing.SourceAddress;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.Report;
import rdsalert.text.SafeText;
import rdsalert.text.Said;

/**
 * A hostile text in one message.
 *
 * @param headings ours in the email of an alert
 * @param unnamed what a subject says that has no room for a name
 * @param names whether the title names anything that was touched
 */
record HostileCase(String text, Message message, String headings, String unnamed, boolean names) {
  /** What mail programs and chats make links of, roughly. */
  static final Pattern LINK =
      Pattern.compile(
          "://(?!/*l?[\\]'])|www\\.(?=\\w)|mailto:(?![\\]'])|[a-z0-9]\\.(com|net|org|io|zip)(?![a-z0-9])",
          Pattern.CASE_INSENSITIVE);

  private static final String OURS_IN_DIGEST = "CALLS WHERE WHO SILENCED HELD LOOK RULE DIGEST";
  private static final String OURS_IN_NOTICE = "HELD UNTIL FIRST MEANS LOOK RULE CONSOLE NOTICE";

  /** Every text of the corpus in everything that can be rendered; made once. */
  private static final List<HostileCase> ALL =
      HostileCorpus.strings().stream()
          .flatMap(text -> Stream.concat(alerts(text), windows(text)))
          .toList();

  private static Stream<HostileCase> alerts(String text) {
    return HostileCorpus.alerts(text).map(alert -> HostileCase.of(text, alert));
  }

  private static Stream<HostileCase> windows(String text) {
    return HostileCorpus.windows(text)
        .map(message -> new HostileCase(text, message, "", "", false));
  }

  static HostileCase of(String text, Alert alert) {
    Call call = Briefing.of(alert).call();
    Said nobody = Said.of("");
    return new HostileCase(
        text,
        Message.of(alert, SampleAlerts.sent(alert)),
        headingsOf(alert),
        call.title(nobody, false, true).in(SafeText::word).strip(),
        call.title(nobody, true, true).pieces().stream().anyMatch(one -> one.longest() > 0));
  }

  boolean isNamedInSubject() {
    return names && !message.subject().contains(unnamed);
  }

  @Override
  public String toString() {
    return message.kind()
        + " of "
        + SafeText.email(text, 200)
        + " (seed "
        + HostileCorpus.SEED
        + ")";
  }

  private static String headingsOf(Alert alert) {
    Report report = alert.rule().report();
    return "WHO FROM "
        + (isService(alert.event()) ? "" : "WITH ")
        + String.join(" ", report.rows().keySet())
        + (Briefing.of(alert).signals().isEmpty() ? " " : " SIGNALS ")
        + (report.note() == null ? "" : report.note().label() + " ")
        + "LOOK CONTAIN BENIGN RULE CONSOLE ALERT";
  }

  /** Holds a property to every case. */
  static void all(BiConsumer<HostileCase, Message> property) {
    assertThat(ALL).hasSizeGreaterThan(4000);
    ALL.forEach(one -> property.accept(one, one.message()));
  }

  /** Ours in the email, in their order. */
  String ours() {
    return switch (message.kind()) {
      case ALERT -> {
        String ours = headings;
        boolean ready = message.machine().contains("\"exception\":{");
        yield ready ? ours.replace(" RULE", " EXCEPT RULE") : ours;
      }
      case NOTICE -> OURS_IN_NOTICE;
      // A range that is half of the internet makes what names it urgent.
      case DIGEST -> text.equals("0.0.0.0/1") ? "URGENT " + OURS_IN_DIGEST : OURS_IN_DIGEST;
      case PROOF, SETTINGS -> throw new AssertionError("no text of a caller is in it");
    };
  }

  /** A service that is its own tool is not named twice. */
  private static boolean isService(ManagementEvent event) {
    String address = String.valueOf(event.sourceAddress());
    return SourceAddress.of(address) instanceof SourceAddress.Service
        && address.equals(event.userAgent());
  }
}
