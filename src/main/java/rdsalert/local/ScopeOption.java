package rdsalert.local;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import rdsalert.event.ManagementEvent;
import rdsalert.hunt.Span;

/** The options that say which calls are of interest: of when, of which account and Region. */
final class ScopeOption {
  private static final Pattern FILE =
      Pattern.compile("(\\d{12})_CloudTrail_([a-z0-9-]+)_(\\d{4})(\\d{2})(\\d{2})T\\d{4}Z_.*");

  private static final Pattern FOLDERS =
      Pattern.compile("(?s).*/(\\d{12})/CloudTrail/([a-z0-9-]+)/(\\d{4})/(\\d{2})/(\\d{2})/[^/]*");

  @Mixin private SpanOption time = new SpanOption();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  private @Nullable String account;
  private @Nullable String region;
  private int leftOut;

  /** The options that say of when. */
  static final class SpanOption {
    @Option(
        names = "--since",
        paramLabel = "TIME",
        converter = Moment.class,
        description = "Only calls from then on: 2026-01-31, or 2026-01-31T09:30:00Z.")
    private @Nullable Instant since;

    @Option(
        names = "--until",
        paramLabel = "TIME",
        converter = Moment.class,
        description = "Only calls before then.")
    private @Nullable Instant until;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    Span span() {
      return new Span(since, until);
    }

    /** Refuses a time that has passed before it begins. */
    Span checked() {
      Span span = span();
      if (span.isEmpty()) {
        String both = "--since " + since + " is not before --until " + until;
        throw new ParameterException(spec.commandLine(), both + ": nothing lies between");
      }
      return span;
    }
  }

  /** A day, which begins in UTC, or a moment, which has whole seconds as CloudTrail's have. */
  static final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Span.moment(text).truncatedTo(ChronoUnit.SECONDS);
      } catch (DateTimeException e) {
        String wanted = "' is neither a day, 2026-01-31, nor a time, 2026-01-31T09:30:00Z";
        throw new TypeConversionException("'" + Terminal.oneLine(text) + wanted);
      }
    }
  }

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "Only calls in this account. Of a folder, files of others are not opened.")
  void account(String id) {
    account = checked("--account", id, "\\d{12}", "the twelve digits of an account");
  }

  @Option(names = "--region", paramLabel = "REGION", description = "Only calls in this Region.")
  void region(String name) {
    region = checked("--region", name, "[a-z]{2}(-[a-z]+)+-\\d+", "a Region, such as eu-central-1");
  }

  private String checked(String option, String given, String form, String what) {
    if (!given.matches(form)) {
      String is = option + ": '" + Terminal.oneLine(given) + "' is not " + what;
      throw new ParameterException(spec.commandLine(), is);
    }
    return given;
  }

  /** Refuses a time that has passed before it begins. */
  void check() {
    time.checked();
  }

  /** Whether it is decided by the day alone that a call is of interest. */
  boolean isOfWholeDays() {
    return account == null && region == null && time.span().isOfWholeDays();
  }

  /** Whether calls of a day are of interest; a day that is none is told of elsewhere. */
  boolean holdsDay(String day) {
    try {
      return time.span().equals(Span.ALWAYS) || time.span().holds(Span.moment(day));
    } catch (DateTimeException e) {
      return true;
    }
  }

  /** Tells of files that were not opened: perhaps it is the scope that is wrong. */
  void warnOfFilesLeftOut(Complaints complaints) {
    if (leftOut > 0) {
      String not = Terminal.count(leftOut, "file") + " not opened: by their paths,";
      complaints.warn(not + " they hold no such calls");
    }
  }

  boolean holds(ManagementEvent event) {
    return (account == null || account.equals(event.account()))
        && (region == null || region.equals(event.region()))
        && time.span().holds(event.eventTime());
  }

  /** Whether a file may hold such calls, as far as its path tells in the way of CloudTrail's. */
  boolean mayBeIn(Path file) {
    if (account == null && region == null && time.span().equals(Span.ALWAYS)) {
      return true;
    }
    Matcher place = FILE.matcher(String.valueOf(file.getFileName()));
    if (!place.matches()) {
      place = FOLDERS.matcher(file.toString().replace('\\', '/'));
    }
    boolean mayBe =
        !place.matches()
            || ((account == null || account.equals(place.group(1)))
                && (region == null || region.equals(place.group(2)))
                && isInTime(place));
    leftOut += mayBe ? 0 : 1;
    return mayBe;
  }

  private boolean isInTime(Matcher place) {
    try {
      String day = place.group(3) + "-" + place.group(4) + "-" + place.group(5);
      return time.span().mayBeFiledOn(Span.moment(day));
    } catch (DateTimeException e) {
      return true;
    }
  }
}
