package rdsalert.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link Parts} by JMH. */
final class PartsRun {
  private final Sizes sizes;

  PartsRun(Sizes sizes) {
    this.sizes = sizes;
  }

  /** Microseconds by part. */
  Map<String, Double> measure() throws RunnerException {
    TimeValue time = TimeValue.milliseconds(sizes.smoke() ? 100 : 1000);
    var options =
        new OptionsBuilder()
            .include(Parts.class.getName())
            .verbosity(VerboseMode.SILENT)
            .forks(sizes.smoke() ? 0 : 1)
            .warmupIterations(sizes.smoke() ? 1 : 5)
            .warmupTime(time)
            .measurementIterations(sizes.smoke() ? 1 : 5)
            .measurementTime(time)
            .build();
    Map<String, Double> parts = new LinkedHashMap<>();
    for (RunResult result : new Runner(options).run()) {
      parts.put(result.getPrimaryResult().getLabel() + " µs", result.getPrimaryResult().getScore());
    }
    return parts;
  }
}
