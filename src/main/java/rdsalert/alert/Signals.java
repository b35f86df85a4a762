package rdsalert.alert;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.alert.SafeText.Quoting;

/** Everything that is telling about an alert, the worst first. */
final class Signals {
  private Signals() {}

  /** Tells one thing about an alert, or null where it does not apply. */
  @FunctionalInterface
  private interface Check {
    @Nullable Signal look(Alert alert, Quoting quoting);
  }

  private static final List<Check> CHECKS =
      List.of(
          ActorSignals::root,
          GroupSignals::openToTheWorld,
          OriginSignals::attackTool,
          ActorSignals::crossAccount,
          ActorSignals::noMfa,
          ActorSignals::userKey,
          OriginSignals::unknownTool,
          OriginSignals::strangeAddress,
          ActorSignals::service,
          ActorSignals::roleSession,
          ActorSignals::sourceIdentity,
          ActorSignals::federated,
          ActorSignals::console,
          OriginSignals::awsAddress,
          OriginSignals::privateAddress,
          TimeSignals::late,
          TimeSignals::replayed,
          TimeSignals::trimmed,
          OriginSignals::deploymentTool,
          GroupSignals::looksLikeTest);

  /** All that apply, their caller-chosen parts quoted. */
  static List<Signal> of(Alert alert, Quoting quoting) {
    return Stream.concat(ofEvent(alert, quoting), ExceptionSignals.of(alert, quoting).stream())
        .sorted(Comparator.comparing(Signal::bearing))
        .toList();
  }

  /** Only what the event itself tells, the worst first. */
  static Stream<Signal> ofEvent(Alert alert, Quoting quoting) {
    return CHECKS.stream()
        .map(check -> check.look(alert, quoting))
        .flatMap(Stream::ofNullable)
        .sorted(Comparator.comparing(Signal::bearing));
  }
}
