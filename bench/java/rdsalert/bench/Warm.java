package rdsalert.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Warm invocations of the function, of its calls alone and of the floor, by turns. */
final class Warm {
  private final ServicesProcess services;
  private final Sizes sizes;

  Warm(ServicesProcess services, Sizes sizes) {
    this.services = services;
    this.sizes = sizes;
  }

  List<Row> measure() throws Exception {
    Map<String, String> stubs = services.stubs();
    Map<String, String> local = new HashMap<>(stubs);
    local.put("AWS_ENDPOINT_URL_DYNAMODB", services.localDynamoDb());
    local.put("LEDGER_TABLE", services.newTable());
    try (Trio onStubs = new Trio(stubs);
        Trio onLocal = new Trio(local)) {
      onStubs.alerts(sizes.warmUp(), 0);
      onLocal.alerts(sizes.paced() * 2, PACE);
      Map<Build, Samples> withStubs = onStubs.alerts(sizes.samples(), 0);
      Map<Build, Samples> withLocal = onLocal.alerts(sizes.paced(), PACE);
      return List.of(
          alertRow("warm alert, by its bare calls, DynamoDB Local", withLocal),
          alertRow("warm alert, by its bare calls, stubs over TLS", withStubs),
          ignoredRow(onStubs),
          memoryRow(onStubs));
    }
  }

  /** The function lets ten alerts a second out; more would wait in the ledger. */
  static final long PACE = 110;

  private static Row alertRow(String what, Map<Build, Samples> samples) {
    double ours = samples.get(Build.OURS).median();
    double bare = samples.get(Build.BARE).median();
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("ours ms", ours);
    details.put("bare calls ms", bare);
    details.put("floor ms", samples.get(Build.EMPTY).median());
    details.put("ours 90th percentile ms", samples.get(Build.OURS).quantile(0.9));
    return Row.atMost(what, 1.25, " ×", ours / bare, details);
  }

  private Row ignoredRow(Trio trio) throws Exception {
    trio.ignored(sizes.warmUp());
    long before = services.calls();
    Map<Build, Samples> samples = trio.ignored(sizes.samples());
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("calls", (double) (services.calls() - before));
    details.put("floor ms", samples.get(Build.EMPTY).median());
    details.put("90th percentile ms", samples.get(Build.OURS).quantile(0.9));
    double calls = services.calls() - before;
    double median = samples.get(Build.OURS).median();
    return Row.atMost(
        "ignored event, warm, and no call", 1, " ms", calls == 0 ? median : 1e6, details);
  }

  private Row memoryRow(Trio trio) throws Exception {
    Lambda.Memory ours = trio.of(Build.OURS).memory();
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("peak MB", ours.peak());
    details.put("bare calls MB", trio.of(Build.BARE).memory().resident());
    details.put("floor MB", trio.of(Build.EMPTY).memory().resident());
    return Row.atMost("memory at 512 MB, resident", 100, " MB", ours.resident(), details);
  }

  /** Three functions that run side by side. */
  private static final class Trio implements AutoCloseable {
    private static final List<Build> BUILDS = List.of(Build.OURS, Build.BARE, Build.EMPTY);

    private final Map<Build, Lambda> lambdas = new EnumMap<>(Build.class);

    Trio(Map<String, String> environment) throws Exception {
      for (Build build : BUILDS) {
        lambdas.put(build, new Lambda(build, Java.SNAP_START, environment));
      }
    }

    Lambda of(Build build) {
      return lambdas.get(build);
    }

    Map<Build, Samples> alerts(int times, long apart) throws Exception {
      Map<Build, Samples> samples = new EnumMap<>(Build.class);
      for (int i = 0; i < times; i++) {
        Thread.sleep(apart);
        for (Build build : takingTurns(i)) {
          samples
              .computeIfAbsent(build, b -> new Samples())
              .add(of(build).invoke(Events.matching(), build.answer()));
        }
      }
      return samples;
    }

    /** Whoever comes first after a pause finds everything asleep, its servers too. */
    private static List<Build> takingTurns(int turn) {
      List<Build> builds = new ArrayList<>(BUILDS);
      Collections.rotate(builds, turn);
      return builds;
    }

    Map<Build, Samples> ignored(int times) throws Exception {
      Map<Build, Samples> samples = new EnumMap<>(Build.class);
      for (int i = 0; i < times; i++) {
        for (Build build : List.of(Build.OURS, Build.EMPTY)) {
          String answer = build == Build.OURS ? "ignored" : "{}";
          samples
              .computeIfAbsent(build, b -> new Samples())
              .add(of(build).invoke(Events.IGNORED, answer));
        }
      }
      return samples;
    }

    @Override
    public void close() {
      lambdas.values().forEach(Lambda::close);
    }
  }
}
