package rdsalert.briefing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rdsalert.event.ManagementEvent;
import rdsalert.event.ManagementEvent.VpcEndpoint;
import rdsalert.event.Partition;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Report.Bearing;
import rdsalert.rule.Report.Guide;
import rdsalert.text.Said;
import rdsalert.text.Template;
import rdsalert.text.Words;

/**
 * What is known of one call, worked out once: who called, from where, with what tool, what was
 * touched, what is odd, and what to do.
 *
 * @param signals what is telling, the worst first; then what exceptions have to do with it
 * @param rows the rule's rows by their labels, without those that lack everything
 * @param investigate the steps to look, in the order of the rule's guide
 * @param respond the steps to contain, in the order of the rule's guide
 * @param console the call in the management console; empty where that has no known address
 */
public record Briefing(
    Alert alert,
    Call call,
    List<Signal> signals,
    Map<String, Said> rows,
    List<Said> investigate,
    List<Said> respond,
    Optional<String> console) {

  public static Briefing of(Alert alert) {
    DetectionRule rule = alert.rule();
    ManagementEvent event = alert.event();
    Call call = Call.of(rule, event);
    Map<String, Said> rows = new LinkedHashMap<>();
    rule.report().rows().forEach((label, row) -> rows.put(label, row.fill(call::inRow)));
    rows.values().removeIf(Said::isEmpty);
    return new Briefing(
        alert,
        call,
        new Signals(alert, call).all(),
        rows,
        sentences(rule.guide().investigate(), call),
        sentences(rule.guide().respond(), call),
        call.partition().history(event.region()).map(all -> all + "/" + event.eventId()));
  }

  private static List<Said> sentences(List<Guide.Step> steps, Call call) {
    return steps.stream().map(step -> step.text().fill(call)).toList();
  }

  /** The signs of harm, in a word or two each, the worst first. */
  public List<String> signs() {
    return signals.stream()
        .filter(one -> one.bearing() == Bearing.WORSE)
        .map(Signal::words)
        .toList();
  }

  /**
   * One thing about an event that changes how a responder judges it.
   *
   * @param id stable, for programs, such as {@code no-mfa}
   */
  public record Signal(String id, Bearing bearing, Said reason) {
    /** The id as words of a headline, such as {@code no MFA}. */
    public String words() {
      return id.replace('-', ' ').replace("mfa", "MFA").replace("vpc", "VPC");
    }

    public char mark() {
      return switch (bearing) {
        case WORSE -> '!';
        case NEUTRAL -> '-';
        case BETTER -> '+';
      };
    }
  }

  /**
   * The call behind an alert: who made it, from where, with what tool, and the rule's facts of it.
   *
   * @param endpoint the VPC endpoint that it came through; null where none is recorded
   */
  public record Call(
      DetectionRule rule,
      ManagementEvent event,
      ActorPhrase actor,
      SourceAddress source,
      @Nullable VpcEndpoint endpoint,
      Tool tool,
      FactValues facts,
      Partition partition)
      implements Template.Slots {
    private static final int LONGEST = 48;
    private static final int LONGEST_ADDRESS = 64;
    private static final int LONGEST_ID = 8;

    static Call of(DetectionRule rule, ManagementEvent event) {
      return new Call(
          rule,
          event,
          ActorPhrase.of(event.actor(), event.eventTime()),
          SourceAddress.of(event.sourceAddress()),
          event.endpoint(),
          Tool.of(event.userAgent()),
          FactValues.of(rule, event),
          event.partition());
    }

    /** As many letters and digits of the call's id as tell it from most others. */
    public String shortId() {
      String letters = event.callId().replaceAll("[^A-Za-z0-9]", "");
      return letters.substring(0, Math.min(LONGEST_ID, letters.length()));
    }

    /** The same, with as much of facts as the rule has rows show. */
    @Nullable Said inRow(String slot) {
      Said fact = facts.inRow(slot);
      return fact == null ? value(slot) : fact;
    }

    @Override
    public @Nullable Said value(String slot) {
      return switch (slot) {
        case "actor" -> actor.inSentence(LONGEST);
        case "address" ->
            source instanceof SourceAddress.Ip
                ? behindEndpoint(source.inSentence())
                : source.inSentence();
        case "tool" -> Said.of(tool.name());
        case "clock" -> Said.of(Words.clock(event.eventTime()));
        case "time" -> Said.of(Words.utc(event.eventTime()));
        case "key" -> key(event.actor().accessKeyId());
        case "account" -> Said.quote(event.account(), LONGEST);
        case "region" -> Said.quote(event.region(), LONGEST);
        default -> {
          Said fact = facts.inRow(slot);
          yield fact == null ? null : fact.within(LONGEST);
        }
      };
    }

    private static Said key(@Nullable String id) {
      return id == null ? Said.of("the caller's credentials") : Said.quote("key ", id, LONGEST);
    }

    /**
     * The title with this caller; facts that are not named, but for words of ours, read as nouns.
     */
    public Said title(Said who, boolean named, boolean shortest) {
      Template.Slots values =
          slot -> slot.equals("actor") ? who : named ? value(slot) : ours(value(slot));
      return rule.report().title().fill(values, shortest);
    }

    private static @Nullable Said ours(@Nullable Said said) {
      return said != null && said.isOurs() ? said : null;
    }

    public Said recordedAddress() {
      String address = source.text();
      return behindEndpoint(
          address == null ? Said.of("no address recorded") : Said.quote(address, LONGEST_ADDRESS));
    }

    /** An address with the VPC endpoint that it came through, and whose that is, if recorded. */
    private Said behindEndpoint(Said from) {
      if (endpoint == null) {
        return from;
      }
      Said through = from.andQuote(" through VPC endpoint ", endpoint.id(), LONGEST);
      String owner = endpoint.account();
      return owner == null ? through : through.andQuote(" of account ", owner, LONGEST);
    }
  }
}
