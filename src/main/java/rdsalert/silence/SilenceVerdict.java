package rdsalert.silence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a team's exceptions say of a hit. */
public sealed interface SilenceVerdict {
  /** No alert. */
  record Silenced(Silence by) implements SilenceVerdict {}

  /**
   * An alert goes out.
   *
   * @param remarks which exceptions would have covered it, and why they did not
   */
  record Raised(List<Remark> remarks) implements SilenceVerdict {}

  /**
   * What people have to know of the exceptions.
   *
   * @param exception the one that is for this event but does not silence it; null if this is about
   *     all of them
   * @param why in printable ASCII: the end of a sentence that begins with the exception's name, or
   *     a sentence about all of them
   */
  record Remark(@Nullable String exception, String why) {}
}
