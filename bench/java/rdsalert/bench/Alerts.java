package rdsalert.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How long alerts take, of each function that could be built, by turns. */
final class Alerts {
  private final Stub stub;

  Alerts(Stub stub) {
    this.stub = stub;
  }

  /**
   * From the birth of the process to the first alert, and the first alert after a snapshot.
   *
   * <p>The runtime client is told that it is to be snapshot, runs the function's hooks before the
   * checkpoint, waits, and goes on as if restored; only the snapshot itself, and the loading of its
   * pages, is left out.
   */
  List<Row> first(int starts) throws Exception {
    Map<Build, List<Double>> cold = new EnumMap<>(Build.class);
    Map<Build, List<Double>> toSnapshot = new EnumMap<>(Build.class);
    Map<Build, List<Double>> restored = new EnumMap<>(Build.class);
    double asked = Double.NaN;
    for (int i = 0; i < starts; i++) {
      for (Build build : Build.all()) {
        try (Lambda lambda = Lambda.shared(build, stub, false)) {
          lambda.alert();
          add(cold, build, lambda.age());
        }
      }
      for (Build build : List.of(Build.OURS, Build.PACK, Build.STORED)) {
        try (Lambda lambda = Lambda.shared(build, stub, true)) {
          add(toSnapshot, build, lambda.snapshotAndRestore());
          int before = stub.asked();
          add(restored, build, lambda.alert());
          lambda.alert();
          asked = stub.asked() - before; // of the last, which has exceptions there
        }
      }
    }
    Map<Build, Double> firsts = Row.medians(restored);
    Map<Build, Double> snapshots = Row.medians(toSnapshot);
    Map<Build, Double> medians = Row.medians(cold);
    double ratio = medians.get(Build.OURS) / medians.get(Build.NAIVE);
    return List.of(
        new Row("first alert after a restore", 200, " ms", firsts.get(Build.OURS), firsts),
        new Row("start to snapshot", 4, " s", snapshots.get(Build.OURS) / 1000, snapshots),
        new Row("start without one and first alert, by naive's", 1, " ×", ratio, medians),
        new Row("calls of Parameter Store by two alerts", 1, "", asked, Map.of()));
  }

  /** Warm alerts of the function and of others that make the same calls. */
  List<Row> warm(int warmUp, int samples) throws Exception {
    Map<Build, Lambda> lambdas = new EnumMap<>(Build.class);
    try {
      for (Build build : Build.all()) {
        if (build != Build.NAIVE) {
          lambdas.put(build, new Lambda(build, stub, "", false, ""));
        }
      }
      alerts(lambdas, warmUp);
      Map<Build, Double> medians = Row.medians(alerts(lambdas, samples));
      double ratio = medians.get(Build.OURS) / medians.getOrDefault(Build.BOTO3, Double.NaN);
      return List.of(new Row("warm alert, by boto3's", 1, " ×", ratio, medians));
    } finally {
      lambdas.values().forEach(Lambda::close);
    }
  }

  /** The first after a pause finds the stub asleep, so that each has to be it. */
  private static Map<Build, List<Double>> alerts(Map<Build, Lambda> lambdas, int times)
      throws Exception {
    Map<Build, List<Double>> samples = new EnumMap<>(Build.class);
    List<Build> builds = new ArrayList<>(lambdas.keySet());
    for (int i = 0; i < times; i++) {
      Collections.rotate(builds, 1);
      for (Build build : builds) {
        add(samples, build, lambdas.get(build).alert());
      }
    }
    return samples;
  }

  private static void add(Map<Build, List<Double>> to, Build build, double value) {
    to.computeIfAbsent(build, _ -> new ArrayList<>()).add(value);
  }
}
