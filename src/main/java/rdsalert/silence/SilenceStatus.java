package rdsalert.silence;

import java.time.Duration;
import java.util.List;

/** How an entry of a file of exceptions stands at a moment. */
public sealed interface SilenceStatus {
  /** It silences what it covers, for the time that is left. */
  record On(Silence exception, Duration left) implements SilenceStatus {}

  /**
   * It silences nothing.
   *
   * @param label the entry's id, or its place in the file if it has no id that can be used
   * @param why what is wrong with it, as the end of a sentence that begins with its name, in
   *     printable ASCII
   * @param faults the same in parts, each a sentence about the entry; at least one
   */
  record Off(String label, String why, List<String> faults) implements SilenceStatus {
    Off(String label, String why) {
      this(label, why, List.of(why));
    }
  }
}
