package rdsalert.briefing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rdsalert.event.ManagementEvent;
import rdsalert.event.VpcEndpoint;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Report;
import rdsalert.text.Said;
import rdsalert.text.Template;
import rdsalert.text.Times;

/**
 * What is known of one call, worked out once: who called, from where, with what tool, what was
 * touched, and what is odd.
 *
 * @param signals what is telling, the worst first; what exceptions have to do with it stands last
 * @param rows the rule's rows by their labels; a row that lacks everything is left out
 */
public record Briefing(
    Alert alert,
    ActorPhrase actor,
    SourceAddress source,
    Tool tool,
    FactValues facts,
    List<Signal> signals,
    Map<String, Said> rows)
    implements Template.Slots {
  private static final int LONGEST = 48;
  private static final int LONGEST_ADDRESS = 64;

  public static Briefing of(Alert alert) {
    ManagementEvent event = alert.event();
    ActorPhrase actor = new ActorPhrase(event.actor());
    SourceAddress source = SourceAddress.of(event.sourceAddress());
    Tool tool = Tool.of(event.userAgent());
    FactValues facts = FactValues.of(alert.rule(), event);
    Briefing known = new Briefing(alert, actor, source, tool, facts, List.of(), Map.of());
    List<Signal> signals = new Signals(known).all();
    return new Briefing(alert, actor, source, tool, facts, signals, known.filledRows());
  }

  public ManagementEvent event() {
    return alert.event();
  }

  public DetectionRule rule() {
    return alert.rule();
  }

  @Override
  public @Nullable Said value(String slot) {
    return switch (slot) {
      case "actor" -> actor.inSentence(LONGEST);
      case "address" -> address();
      case "tool" -> Said.of(tool.name());
      case "clock" -> Said.of(Times.clock(event().eventTime()));
      case "time" -> Said.of(Times.utc(event().eventTime()));
      case "key" -> key();
      case "account" -> Said.quote(event().account(), LONGEST);
      case "region" -> Said.quote(event().region(), LONGEST);
      default -> inSentence(slot);
    };
  }

  @Override
  public @Nullable String noun(String slot) {
    return FactValues.noun(rule(), slot, false);
  }

  private Map<String, Said> filledRows() {
    Map<String, Said> rows = new LinkedHashMap<>();
    Template.Slots slots = FactValues.slots(rule(), false, this::inRow);
    rule().report().rows().forEach((label, row) -> rows.put(label, row.fill(slots)));
    rows.values().removeIf(Said::isEmpty);
    return rows;
  }

  private @Nullable Said inSentence(String slot) {
    Said fact = facts.inRow(slot);
    return fact == null ? null : fact.within(LONGEST);
  }

  private @Nullable Said inRow(String slot) {
    Said fact = facts.inRow(slot);
    return fact == null ? value(slot) : fact;
  }

  /** The title with this caller; facts that are not named, but for words of ours, read as nouns. */
  public Said title(Said who, boolean named, boolean shortest) {
    Template.Slots values =
        slot -> slot.equals("actor") ? who : named ? value(slot) : ours(value(slot));
    return rule().report().title().fill(FactValues.slots(rule(), shortest, values));
  }

  private static @Nullable Said ours(@Nullable Said said) {
    return said != null && said.pieces().stream().allMatch(piece -> piece.longest() == 0)
        ? said
        : null;
  }

  /** The signs of harm, in a word or two each, the worst first. */
  public List<String> signs() {
    return signals.stream()
        .filter(signal -> signal.bearing() == Report.Bearing.WORSE)
        .map(Signal::words)
        .toList();
  }

  public Said recordedAddress() {
    String address = event().sourceAddress();
    Said from =
        address == null ? Said.of("no address recorded") : Said.quote(address, LONGEST_ADDRESS);
    return from.and(behind());
  }

  /** The VPC endpoint that the call came through, and whose it is if that is recorded. */
  private Said behind() {
    VpcEndpoint endpoint = event().endpoint();
    if (endpoint == null) {
      return Said.of("");
    }
    Said through = Said.of(" through VPC endpoint ").andQuote(endpoint.id(), LONGEST);
    String owner = endpoint.account();
    return owner == null ? through : through.and(" of account ").andQuote(owner, LONGEST);
  }

  /** Where the call came from, in as few words as there are; empty if that is not recorded. */
  public Said sourceWords() {
    return switch (source) {
      case SourceAddress.AwsInternal _ -> Said.of("inside AWS");
      case SourceAddress.None _ -> Said.of("");
      case SourceAddress.Service _, SourceAddress.Ip _, SourceAddress.Strange _ ->
          Said.quote(String.valueOf(event().sourceAddress()), LONGEST);
    };
  }

  public Said recordedTool(int longest) {
    String agent = event().userAgent();
    return agent == null ? tool.said() : tool.said().and(": ").andQuote(agent, longest);
  }

  private Said address() {
    String address = String.valueOf(event().sourceAddress());
    return switch (source) {
      case SourceAddress.Service service -> Said.of("the address behind " + service.shortName());
      case SourceAddress.AwsInternal _ -> Said.of("the address inside AWS");
      case SourceAddress.Ip _ -> Said.quote(address, LONGEST).and(behind());
      case SourceAddress.None _ -> Said.of("the address (not recorded)");
      case SourceAddress.Strange _ -> Said.of("the address behind ").andQuote(address, LONGEST);
    };
  }

  private Said key() {
    String key = event().actor().accessKeyId();
    return key == null
        ? Said.of("the caller's credentials")
        : Said.of("key ").andQuote(key, LONGEST);
  }
}
