package rdsalert.local;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import rdsalert.event.ManagementEvent;
import rdsalert.hunt.Span;

/** The options that say which calls are of interest: of when, of which account and Region. */
final class ScopeOption {
  private static final Pattern FOLDERS =
      Pattern.compile(
          "(?s)(?:.*/)?(\\d{12})/CloudTrail/([a-z0-9-]+)/(\\d{4})/(\\d{2})/(\\d{2})/[^/]*");

  private final SpanOption time;
  private final Argument<@Nullable String> account;
  private final Argument<@Nullable String> region;

  ScopeOption(CommandSpec command) {
    time = new SpanOption(command);
    account =
        Argument.option(
            command,
            String.class,
            "--account",
            "ID",
            "Only calls in this account. In folders as CloudTrail makes them, files of others are"
                + " not opened.",
            new Checked("\\d{12}", "the twelve digits of an account"));
    region =
        Argument.option(
            command,
            String.class,
            "--region",
            "REGION",
            "Only calls in this Region.",
            new Checked("[a-z]{2,4}(-[a-z]+)+-\\d+", "a Region, such as eu-central-1"));
  }

  /** For a command without these options. */
  static ScopeOption everything() {
    return new ScopeOption(CommandSpec.create());
  }

  /** The options that say of when. */
  static final class SpanOption {
    private final CommandSpec command;
    private final Argument<@Nullable Instant> since;
    private final Argument<@Nullable Instant> until;

    SpanOption(CommandSpec command) {
      this.command = command;
      since = time("--since", "Only calls from then on: 2026-01-31, or 2026-01-31T09:30:00Z.");
      until = time("--until", "Only calls before then.");
    }

    private Argument<@Nullable Instant> time(String name, String description) {
      return Argument.option(command, Instant.class, name, "TIME", description, SpanOption::moment);
    }

    Span span() {
      return new Span(since.value(), until.value());
    }

    /** Refuses a time that has passed before it begins. */
    Span checked() {
      Span span = span();
      if (span.isEmpty()) {
        String both = "--since " + since.value() + " is not before --until " + until.value();
        throw new ParameterException(command.commandLine(), both + ": nothing lies between");
      }
      return span;
    }

    /** A day, which begins in UTC, or a moment, which has whole seconds as CloudTrail's have. */
    private static Instant moment(String text) {
      try {
        return Span.moment(text).truncatedTo(ChronoUnit.SECONDS);
      } catch (DateTimeException e) {
        String wanted = "' is neither a day, 2026-01-31, nor a time, 2026-01-31T09:30:00Z";
        throw new TypeConversionException("'" + Terminal.oneLine(text) + wanted);
      }
    }
  }

  /** Text of a form. */
  private record Checked(String form, String what) implements ITypeConverter<String> {
    @Override
    public String convert(String given) {
      if (!given.matches(form)) {
        throw new TypeConversionException("'" + Terminal.oneLine(given) + "' is not " + what);
      }
      return given;
    }
  }

  void check() {
    time.checked();
  }

  /** Whether it is decided by the day alone that a call is of interest. */
  boolean isOfWholeDays() {
    return account.value() == null && region.value() == null && time.span().isOfWholeDays();
  }

  /** Whether calls of a day are of interest; an invalid day is reported elsewhere. */
  boolean holdsDay(String day) {
    return isInvalidOr(day, time.span()::holds);
  }

  private static boolean isInvalidOr(String day, Predicate<Instant> wanted) {
    try {
      return wanted.test(Span.moment(day));
    } catch (DateTimeException e) {
      return true;
    }
  }

  boolean holds(ManagementEvent event) {
    return isOf(event.account(), event.region()) && time.span().holds(event.eventTime());
  }

  private boolean isOf(String ofAccount, String ofRegion) {
    String onlyAccount = account.value();
    String onlyRegion = region.value();
    return (onlyAccount == null || onlyAccount.equals(ofAccount))
        && (onlyRegion == null || onlyRegion.equals(ofRegion));
  }

  /** Whether a file may hold such calls, as far as its path tells in the way of CloudTrail's. */
  boolean mayBeIn(Path file) {
    if (account.value() == null && region.value() == null && time.span().equals(Span.ALWAYS)) {
      return true;
    }
    Matcher place = FOLDERS.matcher(file.toString());
    return !place.matches() || (isOf(place.group(1), place.group(2)) && isInTime(place));
  }

  private boolean isInTime(Matcher place) {
    String day = place.group(3) + "-" + place.group(4) + "-" + place.group(5);
    return isInvalidOr(day, time.span()::mayBeFiledOn);
  }
}
