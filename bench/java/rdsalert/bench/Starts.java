package rdsalert.bench;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts: from the birth of the JVM to the first alert, and the first alert after a snapshot.
 *
 * <p>The runtime client is told that it is to be snapshot, runs the function's hooks before the
 * checkpoint, waits, and goes on as if restored; only the snapshot itself, and the loading of its
 * pages, is left out.
 */
final class Starts {
  private static final long AS_LONG_AS_A_SNAPSHOT_TAKES = 300;

  private final ServicesProcess services;
  private final Sizes sizes;
  private final Map<Build, Samples> cold = new EnumMap<>(Build.class);
  private final Map<Build, Samples> restored = new EnumMap<>(Build.class);
  private final Map<Build, Samples> processor = new EnumMap<>(Build.class);
  private final Samples priming = new Samples();

  Starts(ServicesProcess services, Sizes sizes) {
    this.services = services;
    this.sizes = sizes;
  }

  List<Row> measure() throws Exception {
    for (int i = 0; i < sizes.starts(); i++) {
      for (Build build : List.of(Build.OURS, Build.NAIVE, Build.EMPTY)) {
        cold.computeIfAbsent(build, b -> new Samples()).add(coldStart(build));
      }
      for (Build build : List.of(Build.OURS, Build.EMPTY)) {
        restored.computeIfAbsent(build, b -> new Samples()).add(afterRestore(build));
      }
    }
    return List.of(restoredRow(), coldRow());
  }

  private double coldStart(Build build) throws Exception {
    try (Lambda lambda = new Lambda(Share.PREFIX, build, Java.PLAIN, services.stubs())) {
      lambda.invoke(Events.matching(), build.answer());
      double age = lambda.age();
      processor.computeIfAbsent(build, b -> new Samples()).add(lambda.processorTime());
      return age;
    }
  }

  private double afterRestore(Build build) throws Exception {
    Map<String, String> environment = new HashMap<>(services.stubs());
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    try (Lambda lambda = new Lambda(Share.PREFIX, build, Java.SNAP_START, environment)) {
      lambda.awaitCheckpoint();
      if (build == Build.OURS) {
        priming.add(lambda.age());
      }
      Thread.sleep(AS_LONG_AS_A_SNAPSHOT_TAKES);
      lambda.restore();
      Thread.sleep(AS_LONG_AS_A_SNAPSHOT_TAKES);
      return lambda.invoke(Events.matching(), build.answer());
    }
  }

  private Row restoredRow() {
    Samples ours = restored.get(Build.OURS);
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("floor ms", restored.get(Build.EMPTY).median());
    details.put("90th percentile ms", ours.quantile(0.9));
    details.put("start to snapshot ms", priming.median());
    return Row.atMost(
        "first alert after a restore, at 0.58 of a processor", 200, " ms", ours.median(), details);
  }

  private Row coldRow() {
    double ours = cold.get(Build.OURS).median();
    double naive = cold.get(Build.NAIVE).median();
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("ours ms", ours);
    details.put("naive ms", naive);
    details.put("floor ms", cold.get(Build.EMPTY).median());
    details.put("ours, processor time ms", processor.get(Build.OURS).median());
    details.put("naive, processor time ms", processor.get(Build.NAIVE).median());
    return Row.atMost(
        "cold start and first alert, by the naive build's", 1, " ×", ours / naive, details);
  }
}
