package rdsalert.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * From the start of the process to the first alert, and the first alert after a snapshot.
 *
 * <p>The runtime client is told that it is to be snapshot, runs the function's hooks before the
 * checkpoint, waits, and goes on as if restored; only the snapshot itself, and the loading of its
 * pages, is left out.
 */
final class Starts {
  private final Map<Build, List<Double>> cold = new EnumMap<>(Build.class);
  private final Map<Build, List<Double>> toSnapshot = new EnumMap<>(Build.class);
  private final Map<Build, List<Double>> restored = new EnumMap<>(Build.class);
  private final Map<Build, Integer> asked = new EnumMap<>(Build.class);

  private final Stub stub;

  Starts(Stub stub) {
    this.stub = stub;
  }

  List<Row> measure(int starts) throws Exception {
    for (int i = 0; i < starts; i++) {
      for (Build build : Build.all()) {
        cold.computeIfAbsent(build, _ -> new ArrayList<>()).add(coldStart(build));
      }
      restore(Build.OURS);
      restore(Build.PACK);
      restore(Build.STORED);
    }
    return rows();
  }

  private List<Row> rows() {
    Map<Build, Double> medians = Row.medians(cold);
    double ratio = medians.get(Build.OURS) / medians.get(Build.NAIVE);
    Map<Build, Double> firsts = Row.medians(restored);
    Map<Build, Double> snapshots = Row.medians(toSnapshot);
    return List.of(
        Row.atMost("first alert after a restore", 200, " ms", firsts.get(Build.OURS), firsts),
        Row.atMost("start to snapshot", 4, " s", snapshots.get(Build.OURS) / 1000, snapshots),
        Row.atMost(
            "start without one and first alert, by the naive build's", 1, " ×", ratio, medians),
        Row.atMost(
            "calls that Parameter Store adds to two alerts in a minute",
            1,
            "",
            asked.get(Build.STORED),
            Map.of()));
  }

  private double coldStart(Build build) throws Exception {
    try (Lambda lambda = Lambda.shared(build, stub, false)) {
      lambda.alert();
      return lambda.age();
    }
  }

  private void restore(Build build) throws Exception {
    try (Lambda lambda = Lambda.shared(build, stub, true)) {
      toSnapshot.computeIfAbsent(build, _ -> new ArrayList<>()).add(lambda.snapshotAndRestore());
      int before = stub.asked();
      restored.computeIfAbsent(build, _ -> new ArrayList<>()).add(lambda.alert());
      lambda.alert();
      asked.put(build, stub.asked() - before);
    }
  }
}
