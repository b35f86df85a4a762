package rdsalert.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What else could be set: other HTTP clients under the bare calls, other settings of the SDK under
 * the function, all by turns in one run. Has no targets: it is for whoever wants to change one.
 */
final class Variants {
  private static final List<Variant> ALL =
      List.of(
          new Variant("bare calls, apache5 (as the function)", Build.BARE, Map.of()),
          new Variant(
              "bare calls, url-connection (the JDK's own)",
              Build.BARE_JDK,
              Map.of("BENCH_HTTP_CLIENT", "UrlConnection")),
          new Variant("function", Build.OURS, Map.of()),
          new Variant(
              "function, defaults mode in-region",
              Build.OURS,
              Map.of("AWS_DEFAULTS_MODE", "in-region")),
          new Variant(
              "function, profile files that are empty",
              Build.OURS,
              Map.of("AWS_CONFIG_FILE", "/dev/null", "AWS_SHARED_CREDENTIALS_FILE", "/dev/null")),
          new Variant(
              "function, checksums only when required",
              Build.OURS,
              Map.of(
                  "AWS_REQUEST_CHECKSUM_CALCULATION", "when_required",
                  "AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required")),
          new Variant(
              "function, no endpoint of the account's own",
              Build.OURS,
              Map.of("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")));

  private final ServicesProcess services;
  private final Sizes sizes;

  Variants(ServicesProcess services, Sizes sizes) {
    this.services = services;
    this.sizes = sizes;
  }

  private record Variant(String name, Build build, Map<String, String> environment) {}

  /** Measures all and prints a table. */
  void print(PrintStream out) throws Exception {
    List<Samples> cold = samples();
    List<Samples> processor = samples();
    for (int i = 0; i < sizes.starts(); i++) {
      for (int which = 0; which < ALL.size(); which++) {
        start(ALL.get(which), cold.get(which), processor.get(which));
      }
    }
    List<Samples> warm = samples();
    List<Double> memory = warm(warm);
    out.printf("%n| what | cold ms | cold, processor ms | warm ms | resident MB |%n");
    out.printf("| --- | --- | --- | --- | --- |%n");
    for (int which = 0; which < ALL.size(); which++) {
      out.printf(
          "| %s | %s | %s | %s | %s |%n",
          ALL.get(which).name(),
          Row.number(cold.get(which).median()),
          Row.number(processor.get(which).median()),
          Row.number(warm.get(which).median()),
          Row.number(memory.get(which)));
    }
  }

  private void start(Variant variant, Samples cold, Samples processor) throws Exception {
    try (Lambda lambda = new Lambda(variant.build(), Java.PLAIN, environment(variant))) {
      lambda.invoke(Events.matching(), variant.build().answer());
      cold.add(lambda.age());
      processor.add(lambda.processorTime());
    }
  }

  private List<Double> warm(List<Samples> warm) throws Exception {
    List<Lambda> lambdas = new ArrayList<>();
    try {
      for (Variant variant : ALL) {
        lambdas.add(new Lambda(variant.build(), Java.SNAP_START, environment(variant)));
      }
      for (int i = 0; i < sizes.warmUp() + sizes.samples(); i++) {
        for (int which = 0; which < ALL.size(); which++) {
          double took =
              lambdas.get(which).invoke(Events.matching(), ALL.get(which).build().answer());
          if (i >= sizes.warmUp()) {
            warm.get(which).add(took);
          }
        }
      }
      List<Double> memory = new ArrayList<>();
      for (Lambda lambda : lambdas) {
        memory.add(lambda.memory().resident());
      }
      return memory;
    } finally {
      lambdas.forEach(Lambda::close);
    }
  }

  private Map<String, String> environment(Variant variant) {
    Map<String, String> environment = new HashMap<>(services.stubs());
    environment.putAll(variant.environment());
    return environment;
  }

  private static List<Samples> samples() {
    return ALL.stream().map(variant -> new Samples()).toList();
  }
}
