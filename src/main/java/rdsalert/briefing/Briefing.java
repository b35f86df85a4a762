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
import rdsalert.rule.Guide;
import rdsalert.rule.Report;
import rdsalert.text.Said;
import rdsalert.text.Template;
import rdsalert.text.Times;

/**
 * What is known of one call, worked out once: who called, from where, with what tool, what was
 * touched, what is odd, and what to do.
 */
public final class Briefing implements Template.Slots {
  private static final int LONGEST = 48;
  private static final int LONGEST_ADDRESS = 64;

  private final Alert alert;
  private final DetectionRule rule;
  private final ManagementEvent event;
  private final Partition partition;
  private final ActorPhrase actor;
  private final @Nullable String address;
  private final SourceAddress source;
  private final @Nullable VpcEndpoint endpoint;
  private final @Nullable String agent;
  private final Tool tool;
  private final FactValues facts;
  private final List<Signal> signals;
  private final List<String> signs;
  private final Map<String, Said> rows = new LinkedHashMap<>();
  private final List<Said> investigate;
  private final List<Said> respond;
  private final Said recordedAddress;
  private final Said credentials;
  private final Said toolSaid;
  private final Optional<String> console;

  private Briefing(Alert alert) {
    this.alert = alert;
    rule = alert.rule();
    event = alert.event();
    partition = event.partition();
    actor = new ActorPhrase(event.actor());
    address = event.sourceAddress();
    source = SourceAddress.of(address);
    endpoint = event.endpoint();
    agent = event.userAgent();
    tool = Tool.of(agent);
    facts = FactValues.of(rule, event);
    recordedAddress =
        behindEndpoint(
            address == null
                ? Said.of("no address recorded")
                : Said.quote(address, LONGEST_ADDRESS));
    credentials = actor.credentials(event.eventTime());
    toolSaid = tool.said();
    console = partition.history(event.region()).map(history -> history + "/" + event.eventId());
    signals = new Signals(this).all();
    signs =
        signals.stream()
            .filter(signal -> signal.bearing() == Report.Bearing.WORSE)
            .map(Signal::words)
            .toList();
    Template.Slots slots = FactValues.slots(rule, false, this::inRow);
    rule.report().rows().forEach((label, row) -> rows.put(label, row.fill(slots)));
    rows.values().removeIf(Said::isEmpty);
    investigate = sentences(rule.guide().investigate());
    respond = sentences(rule.guide().respond());
  }

  private List<Said> sentences(List<Guide.Step> steps) {
    return steps.stream().map(step -> step.text().fill(this)).toList();
  }

  public static Briefing of(Alert alert) {
    return new Briefing(alert);
  }

  public Alert alert() {
    return alert;
  }

  public DetectionRule rule() {
    return rule;
  }

  public ManagementEvent event() {
    return event;
  }

  public Partition partition() {
    return partition;
  }

  public ActorPhrase actor() {
    return actor;
  }

  /** Where the call came from, as the record has it; null if that is not recorded. */
  public @Nullable String address() {
    return address;
  }

  public SourceAddress source() {
    return source;
  }

  /** The VPC endpoint that the call came through; null where none is recorded. */
  public @Nullable VpcEndpoint endpoint() {
    return endpoint;
  }

  /** What the tool calls itself; null if that is not recorded. */
  public @Nullable String agent() {
    return agent;
  }

  public Tool tool() {
    return tool;
  }

  public FactValues facts() {
    return facts;
  }

  /** What is telling, the worst first; what exceptions have to do with it stands last. */
  public List<Signal> signals() {
    return signals;
  }

  /** The signs of harm, in a word or two each, the worst first. */
  public List<String> signs() {
    return signs;
  }

  /** The rule's rows by their labels; a row that lacks everything is left out. */
  public Map<String, Said> rows() {
    return rows;
  }

  /** The steps to look, in the order of the rule's guide. */
  public List<Said> investigate() {
    return investigate;
  }

  /** The steps to contain, in the order of the rule's guide. */
  public List<Said> respond() {
    return respond;
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
      case "clock" -> Said.of(Times.clock(event.eventTime()));
      case "time" -> Said.of(Times.utc(event.eventTime()));
      case "key" -> key();
      case "account" -> Said.quote(event.account(), LONGEST);
      case "region" -> Said.quote(event.region(), LONGEST);
      default -> {
        Said fact = facts.inRow(slot);
        yield fact == null ? null : fact.within(LONGEST);
      }
    };
  }

  @Override
  public @Nullable String noun(String slot) {
    return FactValues.noun(rule, slot, false);
  }

  private @Nullable Said inRow(String slot) {
    Said fact = facts.inRow(slot);
    return fact == null ? value(slot) : fact;
  }

  /** The title with this caller; facts that are not named, but for words of ours, read as nouns. */
  public Said title(Said who, boolean named, boolean shortest) {
    Template.Slots values =
        slot -> slot.equals("actor") ? who : named ? value(slot) : ours(value(slot));
    return rule.report().title().fill(FactValues.slots(rule, shortest, values));
  }

  private static @Nullable Said ours(@Nullable Said said) {
    return said != null && said.isOurs() ? said : null;
  }

  public Said recordedAddress() {
    return recordedAddress;
  }

  /** An address with the VPC endpoint that it came through, and whose that is, if recorded. */
  private Said behindEndpoint(Said from) {
    if (endpoint == null) {
      return from;
    }
    Said through = from.and(" through VPC endpoint ").andQuote(endpoint.id(), LONGEST);
    String owner = endpoint.account();
    return owner == null ? through : through.and(" of account ").andQuote(owner, LONGEST);
  }

  /** What is known of the caller's key and session. */
  public Said credentials() {
    return credentials;
  }

  /** The call in the management console; empty where that has no known address. */
  public Optional<String> console() {
    return console;
  }

  public Said toolSaid() {
    return toolSaid;
  }

  public Said recordedTool(int longest) {
    return agent == null ? toolSaid : toolSaid.and(": ").andQuote(agent, longest);
  }

  private Said key() {
    String key = event.actor().accessKeyId();
    return key == null
        ? Said.of("the caller's credentials")
        : Said.of("key ").andQuote(key, LONGEST);
  }
}
