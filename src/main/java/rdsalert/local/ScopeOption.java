package rdsalert.local;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import rdsalert.event.ManagementEvent;
import rdsalert.hunt.Span;

/** The options that say which calls are of interest: of when, of which account and Region. */
final class ScopeOption {
  private static final Pattern FILE =
      Pattern.compile("(\\d{12})_CloudTrail_([a-z0-9-]+)_(\\d{4})(\\d{2})(\\d{2})T\\d{4}Z_.*");

  private static final Pattern FOLDERS =
      Pattern.compile("(?s).*/(\\d{12})/CloudTrail/([a-z0-9-]+)/(\\d{4})/(\\d{2})/(\\d{2})/[^/]*");

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "Only calls in this account. Of a folder, files of others are not opened.")
  private @Nullable String account;

  @Option(names = "--region", paramLabel = "REGION", description = "Only calls in this Region.")
  private @Nullable String region;

  @Mixin private SpanOption time = new SpanOption();

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

    Span span() {
      return new Span(since, until);
    }
  }

  /** A day, which begins in UTC, or a moment. */
  static final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Span.moment(text);
      } catch (DateTimeException e) {
        String wanted = "' is neither a day, 2026-01-31, nor a time, 2026-01-31T09:30:00Z";
        throw new TypeConversionException("'" + Terminal.oneLine(text) + wanted);
      }
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
    return !place.matches()
        || ((account == null || account.equals(place.group(1)))
            && (region == null || region.equals(place.group(2)))
            && isInTime(place));
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
