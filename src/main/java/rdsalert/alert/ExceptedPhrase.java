package rdsalert.alert;

import java.util.stream.Collectors;
import rdsalert.alert.SafeText.Quoting;

/** Says how many alerts each exception silenced. */
final class ExceptedPhrase {
  private static final int MOST_NAMED = 10;
  private static final int LONGEST_NAME = 64;

  private ExceptedPhrase() {}

  /** Such as {@code 12 by nightly, 3 by office}; empty where nothing was silenced. */
  static String of(Digest digest, Quoting quoting) {
    Digest.Excepted excepted = digest.excepted();
    int others = excepted.counts().size() - MOST_NAMED;
    return Phrases.byCount(excepted.counts())
            .limit(MOST_NAMED)
            .map(one -> one.getValue() + " by " + quoting.quote(one.getKey(), LONGEST_NAME))
            .collect(Collectors.joining(", "))
        + (others > 0 ? ", and " + Phrases.count(others, "more exception") : "")
        + (excepted.complete() ? "" : ", and more: counting stopped there");
  }
}
