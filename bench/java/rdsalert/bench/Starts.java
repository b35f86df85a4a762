package rdsalert.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * From the birth of the process to the first alert, and the first alert after a snapshot.
 *
 * <p>The runtime client is told that it is to be snapshot, runs the function's hooks before the
 * checkpoint, waits, and goes on as if restored; only the snapshot itself, and the loading of its
 * pages, is left out.
 */
final class Starts {
  private final Map<Build, List<Double>> cold = new EnumMap<>(Build.class);
  private final List<Double> toSnapshot = new ArrayList<>();
  private final List<Double> restored = new ArrayList<>();

  private final Stub stub;

  Starts(Stub stub) {
    this.stub = stub;
  }

  List<Row> measure(int starts) throws Exception {
    for (int i = 0; i < starts; i++) {
      for (Build build : Build.all()) {
        cold.computeIfAbsent(build, _ -> new ArrayList<>()).add(coldStart(build));
      }
      restore();
    }
    return rows();
  }

  private List<Row> rows() {
    Map<Build, Double> medians = Row.medians(cold);
    double ratio = medians.get(Build.OURS) / medians.get(Build.NAIVE);
    return List.of(
        Row.atMost("first alert after a restore", 200, " ms", Row.median(restored), Map.of()),
        Row.atMost("start to snapshot", 4, " s", Row.median(toSnapshot) / 1000, Map.of()),
        Row.atMost(
            "start without one and first alert, by the naive build's", 1, " ×", ratio, medians));
  }

  private double coldStart(Build build) throws Exception {
    try (Lambda lambda = Lambda.shared(build, stub, false)) {
      lambda.alert();
      return lambda.age();
    }
  }

  private void restore() throws Exception {
    try (Lambda lambda = Lambda.shared(Build.OURS, stub, true)) {
      toSnapshot.add(lambda.snapshotAndRestore());
      restored.add(lambda.alert());
    }
  }
}
