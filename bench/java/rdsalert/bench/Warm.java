package rdsalert.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Alternating warm alerts of the function and of others that make the same calls. */
final class Warm {
  private Warm() {}

  static Row measure(Stub stub, int warmUp, int samples) throws Exception {
    Map<Build, Lambda> lambdas = new EnumMap<>(Build.class);
    try {
      for (Build build : Build.all()) {
        if (build != Build.NAIVE) {
          lambdas.put(build, Lambda.whole(build, stub));
        }
      }
      alerts(lambdas, warmUp);
      Map<Build, Double> medians = Row.medians(alerts(lambdas, samples));
      double boto3 = medians.getOrDefault(Build.BOTO3, Double.NaN);
      double ratio = medians.get(Build.OURS) / boto3;
      return Row.atMost("warm alert, by boto3's", 1, " ×", ratio, medians);
    } finally {
      lambdas.values().forEach(Lambda::close);
    }
  }

  /** The first after a pause finds the stub asleep, so each function has to be the first once. */
  private static Map<Build, List<Double>> alerts(Map<Build, Lambda> lambdas, int times)
      throws Exception {
    Map<Build, List<Double>> samples = new EnumMap<>(Build.class);
    List<Build> builds = new ArrayList<>(lambdas.keySet());
    for (int i = 0; i < times; i++) {
      Collections.rotate(builds, 1);
      for (Build build : builds) {
        samples.computeIfAbsent(build, _ -> new ArrayList<>()).add(lambdas.get(build).alert());
      }
    }
    return samples;
  }
}
