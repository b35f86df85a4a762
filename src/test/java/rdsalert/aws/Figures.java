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
  }

  /** What must be 0. */
  int violations() {
    return lost + repeatedOutsideCrash + overCap;
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
        "repeated after a death between publish and confirm " + repeated,
        "lost "
            + lost
            + ", repeated outside the one allowed crash "
            + repeatedOutsideCrash
            + ", over the cap "
            + overCap);
  }
}
