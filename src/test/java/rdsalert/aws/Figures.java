package rdsalert.aws;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What simulations saw, added up. */
final class Figures {
  final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  int simulations;
  int runs;
  int failedRuns;
  int timeouts;
  int events;
  int alerts;
  int held;
  int excepted;
  int notices;
  int digests;
  int lost;
  int repeated;
  int repeatedOutsideCrash;
  int overCap;
  int overPace;
  int tooEarly;
  int untold;

  void count(Fault fault) {
    faults.merge(fault, 1, Integer::sum);
  }

  synchronized void add(Figures other) {
    other.faults.forEach((fault, count) -> faults.merge(fault, count, Integer::sum));
    simulations += other.simulations;
    runs += other.runs;
    failedRuns += other.failedRuns;
    timeouts += other.timeouts;
    events += other.events;
    alerts += other.alerts;
    held += other.held;
    excepted += other.excepted;
    notices += other.notices;
    digests += other.digests;
    lost += other.lost;
    repeated += other.repeated;
    repeatedOutsideCrash += other.repeatedOutsideCrash;
    overCap += other.overCap;
    overPace += other.overPace;
    tooEarly += other.tooEarly;
    untold += other.untold;
  }

  /** What must be 0. */
  int violations() {
    return lost + repeatedOutsideCrash + overCap + overPace + tooEarly + untold;
  }

  @Override
  public String toString() {
    String injected =
        faults.entrySet().stream()
            .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return String.join(
        "\n",
        "simulations "
            + simulations
            + ", runs of functions "
            + runs
            + " ("
            + failedRuns
            + " failed)",
        "faults: " + injected + ", timeout " + timeouts,
        "events "
            + events
            + ", alerts "
            + alerts
            + ", held "
            + held
            + ", excepted "
            + excepted
            + ", notices "
            + notices
            + ", digests "
            + digests,
        "copies after a death or a lost answer between publish and confirm " + repeated,
        "lost "
            + lost
            + ", repeated outside the one allowed crash "
            + repeatedOutsideCrash
            + ", over the cap "
            + overCap,
        "over the pace "
            + overPace
            + ", copies too early "
            + tooEarly
            + ", held and told wrongly or not at all "
            + untold);
  }
}
