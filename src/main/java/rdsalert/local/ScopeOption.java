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
import picocli.CommandLine.TypeConversionException;
import rdsalert.event.ManagementEvent;
import rdsalert.hunt.Span;
import rdsalert.local.Command.Argument;

/** The options that say which calls are of interest. */
final class ScopeOption {
  private final SpanOption time;
  private final Argument<@Nullable String> account;
  private final Argument<@Nullable String> region;

  ScopeOption(Command command) {
    time = new SpanOption(command);
    account =
        command.option(
            String.class,
            "--account",
            "ID",
            "Only calls in this account. In folders as CloudTrail makes them, files of others are"
                + " not opened.",
            ofForm("\\d{12}", "the twelve digits of an account"));
    region =
        command.option(
            String.class,
            "--region",
            "REGION",
            "Only calls in this Region.",
            ofForm("[a-z]{2,4}(-[a-z]+)+-\\d+", "a Region, such as eu-central-1"));
  }

  private static ITypeConverter<String> ofForm(String form, String what) {
    return given -> {
      if (!given.matches(form)) {
        throw new TypeConversionException("'" + given + "' is not " + what);
      }
      return given;
    };
  }

  Scope read() {
    return new Scope(time.read(), account.value(), region.value());
  }

  /** The options that say of when. */
  static final class SpanOption {
    private final Command command;
    private final Argument<@Nullable Instant> since;
    private final Argument<@Nullable Instant> until;

    SpanOption(Command command) {
      this.command = command;
      since = time("--since", "Only calls from then on: 2026-01-31, or 2026-01-31T09:30:00Z.");
      until = time("--until", "Only calls before then.");
    }

    private Argument<@Nullable Instant> time(String name, String description) {
      return command.option(Instant.class, name, "TIME", description, SpanOption::moment);
    }

    /** A day, which begins in UTC, or a moment, which has whole seconds as CloudTrail's have. */
    private static Instant moment(String text) {
      try {
        return Span.moment(text).truncatedTo(ChronoUnit.SECONDS);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is neither a day, 2026-01-31, nor a time, 2026-01-31T09:30:00Z");
      }
    }

    /** Refuses a time that has passed before it begins. */
    Span read() {
      Span span = new Span(since.value(), until.value());
      if (span.isEmpty()) {
        String both = "--since " + since.value() + " is not before --until " + until.value();
        throw command.misuse(both + ": nothing lies between");
      }
      return span;
    }
  }

  /** Which calls are of interest: of when, of which account and Region; null for all. */
  record Scope(Span time, @Nullable String account, @Nullable String region) {
    static final Scope EVERYTHING = new Scope(Span.ALWAYS, null, null);

    private static final Pattern FOLDERS =
        Pattern.compile(
            "(?s)(?:.*/)?(\\d{12})/CloudTrail/([a-z0-9-]+)/(\\d{4}/\\d{2}/\\d{2})/[^/]*");

    /** Whether it is decided by the day alone that a call is of interest. */
    boolean isOfWholeDays() {
      return account == null && region == null && time.isOfWholeDays();
    }

    boolean holds(ManagementEvent event) {
      return isOf(event.account(), event.region()) && time.holds(event.eventTime());
    }

    private boolean isOf(String ofAccount, String ofRegion) {
      return (account == null || account.equals(ofAccount))
          && (region == null || region.equals(ofRegion));
    }

    /** Whether calls of a day are of interest; an invalid day is reported elsewhere. */
    boolean holdsDay(String day) {
      return isInvalidOr(day, time::holds);
    }

    private static boolean isInvalidOr(String day, Predicate<Instant> wanted) {
      try {
        return wanted.test(Span.moment(day));
      } catch (DateTimeException e) {
        return true;
      }
    }

    /** Whether a file may hold such calls, as far as its path tells in the way of CloudTrail's. */
    boolean mayBeIn(Path file) {
      if (equals(EVERYTHING)) {
        return true;
      }
      Matcher place = FOLDERS.matcher(file.toString());
      return !place.matches()
          || (isOf(place.group(1), place.group(2))
              && isInvalidOr(place.group(3).replace('/', '-'), time::mayBeFiledOn));
    }
  }
}
