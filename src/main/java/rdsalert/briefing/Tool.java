package rdsalert.briefing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Partition;
import rdsalert.text.PackagedText;
import rdsalert.text.Said;

/**
 * What a call says it was made with. A caller can write anything there.
 *
 * @param agent what it calls itself; null if that is not recorded
 * @param name of the tool, in our words
 * @param version as the agent has it; null where it tells none
 * @param system where the tool ran, in our words with their preposition; null where that is not
 *     told or says nothing about the caller
 * @param warning why the agent is bad news; null where it is not
 */
public record Tool(
    @Nullable String agent,
    Family family,
    String name,
    @Nullable String version,
    @Nullable String system,
    @Nullable String warning) {
  /** What a line of the table of tools is about. */
  public enum Family {
    CONSOLE,
    /** A browser: people use the console with it. */
    BROWSER,
    /** What AWS's own programs write, for the console as for services. */
    AWS,
    SERVICE,
    DEPLOYMENT,
    CLI,
    SDK,
    /** Made to attack AWS accounts; GuardDuty reports the same distributions. */
    ATTACK,
    /** Made for checks that thieves of keys do too. */
    AUDIT,
    /** No tool, but where one ran. */
    SYSTEM,
    UNKNOWN
  }

  /** Letters, and what must stand before them: Java finds the letters faster if they are first. */
  private static final Pattern LETTERS =
      Pattern.compile("^(\\\\b|\\(\\?<!\\[a-z]\\))([a-z0-9/_-]+)(?![?*+{])");

  private static final Pattern COLUMNS = Pattern.compile(" {2,}");

  /** Three numbers at most: four would look like an address. */
  private static final Pattern VERSION = Pattern.compile("[/# ]v?(\\d{1,6}(\\.\\d{1,6}){0,2})");

  private static final Pattern BRACKETS = Pattern.compile("^\\[|]$");
  private static final List<Line> TABLE = table();

  /** Version and system are those of what the caller ran, not of AWS's own machines. */
  private static final Set<Family> RUN_BY_CALLER =
      Set.of(Family.BROWSER, Family.DEPLOYMENT, Family.CLI, Family.SDK);

  private static final Map<Family, String> BAD_NEWS =
      Map.of(
          Family.ATTACK,
          "a known attack tool or system.",
          Family.AUDIT,
          "an audit tool that thieves of keys like, too.");

  /** CloudTrail keeps one kilobyte of it. */
  private static final int SEARCHED = 1024;

  private static final int LONGEST_VERSION = 20;

  /** A line of the table. */
  private record Line(Family family, String name, Pattern pattern) {
    private static Line of(String line) {
      String[] columns = COLUMNS.split(line, -1);
      return new Line(
          Family.valueOf(columns[0]),
          columns[1],
          Pattern.compile(
              LETTERS
                  .matcher(columns[2])
                  .replaceFirst("$2(?<=$1$2)")
                  .replace("<domain>", Partition.DOMAINS)));
    }

    private @Nullable String version(String agent) {
      Matcher here = pattern.matcher(agent);
      Matcher version = VERSION.matcher(agent);
      return here.find() && version.region(here.end(), agent.length()).lookingAt()
          ? version.group(1)
          : null;
    }
  }

  static Tool of(@Nullable String recorded) {
    String agent = recorded == null ? "" : searched(recorded);
    Line bad = first(agent, line -> BAD_NEWS.containsKey(line.family));
    String warning = bad == null ? null : "Made with " + bad.name + ": " + BAD_NEWS.get(bad.family);
    Line tool = first(agent, line -> line.family != Family.SYSTEM);
    if (tool == null) {
      return new Tool(recorded, Family.UNKNOWN, "an unknown tool", null, null, warning);
    }
    boolean callers = RUN_BY_CALLER.contains(tool.family);
    Line system = callers ? first(agent, line -> line.family == Family.SYSTEM) : null;
    return new Tool(
        recorded,
        tool.family,
        tool.name,
        callers ? tool.version(agent) : null,
        system == null ? null : system.name,
        warning);
  }

  /** S3 records what it was sent in brackets. */
  private static String searched(String agent) {
    String beginning = agent.substring(0, Math.min(SEARCHED, agent.length()));
    return BRACKETS.matcher(beginning).replaceAll("").toLowerCase(Locale.ROOT);
  }

  /** The first line of a kind that fits; most need not be tried. */
  private static @Nullable Line first(String agent, Predicate<Line> kind) {
    return TABLE.stream()
        .filter(line -> kind.test(line) && line.pattern.matcher(agent).find())
        .findFirst()
        .orElse(null);
  }

  private static List<Line> table() {
    return PackagedText.of("/rdsalert/tools.txt")
        .lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(Line::of)
        .toList();
  }

  /** Name, version and system, such as {@code AWS CLI 2.15.30 on Linux}. */
  public Said said() {
    Said said = Said.of(name);
    if (version != null) {
      said = said.andQuote(" ", version, LONGEST_VERSION);
    }
    return system == null ? said : said.and(" " + system);
  }

  /** The same, and what it calls itself. */
  public Said recorded(int longest) {
    return agent == null ? said() : said().andQuote(": ", agent, longest);
  }

  public boolean isConsole() {
    return family == Family.CONSOLE || family == Family.BROWSER;
  }
}
