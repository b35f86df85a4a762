package rdsalert.alert;

import java.util.List;
import rdsalert.alert.SafeText.Quoting;
import rdsalert.silence.SilenceVerdict.Remark;

/** What a team's own exceptions have to do with an alert that they did not silence. */
final class ExceptionSignals {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_WHY = 160;

  private ExceptionSignals() {}

  static List<Signal> of(Alert alert, Quoting quoting) {
    return alert.remarks().stream().map(remark -> signal(remark, quoting)).toList();
  }

  private static Signal signal(Remark remark, Quoting quoting) {
    String name = remark.exception();
    String why = SafeText.data(remark.why(), LONGEST_WHY);
    return name == null
        ? Signal.neutral("exceptions-unreadable", why + ".")
        : Signal.neutral(
            "exception-off",
            "An exception for this, " + quoting.quote(name, LONGEST_NAME) + ", " + why + ".");
  }
}
