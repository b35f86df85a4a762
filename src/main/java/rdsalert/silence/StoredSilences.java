package rdsalert.silence;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import rdsalert.rule.RuleCatalog;

/**
 * The packaged exceptions and those in a store outside the package. The store is asked when an
 * alert is due and by each sweep, at most once a minute. What was last read well counts for an
 * hour; after that, or if nothing ever was, none of its exceptions applies, and every alert says
 * so.
 */
public final class StoredSilences implements SilenceSource {
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration KEPT = Duration.ofHours(1);

  private final Silences packaged;
  private final RuleCatalog rules;
  private final Callable<? extends Map<String, String>> store;

  private Silences known;
  private @Nullable Instant asked;
  private @Nullable Instant read;

  /** The store gives each entry's JSON by its name, or fails. */
  public StoredSilences(
      Silences packaged, RuleCatalog rules, Callable<? extends Map<String, String>> store) {
    this.packaged = packaged;
    this.rules = rules;
    this.store = store;
    this.known = packaged;
  }

  @Override
  public synchronized Silences at(Instant now) {
    if (isOver(asked, EVERY, now)) {
      asked = now;
      ask(now);
    }
    return known;
  }

  private void ask(Instant now) {
    try {
      known = packaged.and(SilenceFile.entries(store.call(), packaged.labels(), rules));
      read = now;
    } catch (Exception e) {
      if (isOver(read, KEPT, now)) {
        known = packaged.without(SilenceEntry.printable(String.valueOf(e.getMessage())));
      }
    }
  }

  /** Also true if the clock was put back, as the time that passed is unknown then. */
  private static boolean isOver(@Nullable Instant since, Duration length, Instant now) {
    return since == null || now.isBefore(since) || !now.isBefore(since.plus(length));
  }

  @Override
  public synchronized Silences known() {
    return known;
  }

  @Override
  public synchronized void forget() {
    known = packaged;
    asked = null;
    read = null;
  }
}
