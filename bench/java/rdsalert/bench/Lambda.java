package rdsalert.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import rdsalert.testing.RuntimeApi;

/** A function in a JVM of its own, run by AWS's runtime client against a local Runtime API. */
final class Lambda implements AutoCloseable {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  /** With SnapStart Lambda does not set them, lest they outlive themselves in a snapshot. */
  private static final Set<String> CREDENTIALS =
      Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

  /** Flags to try out: BENCH_OPTIONS="-Xlog:class+load:file=loaded.txt" bench/run starts. */
  private static final List<String> MORE_OPTIONS =
      Stream.of(System.getenv().getOrDefault("BENCH_OPTIONS", "").split(" ", -1))
          .filter(option -> !option.isEmpty())
          .toList();

  private static int started;

  private final RuntimeApi api = RuntimeApi.start();
  private final long startedAt;
  private final Process process;
  private final Path log;

  /**
   * Starts a function.
   *
   * @param options the JVM's flags
   * @param environment what the function finds besides its credentials and Region
   */
  Lambda(Build build, List<String> options, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>(List.of(Java.PROGRAM));
    command.addAll(options);
    command.addAll(Trust.OPTIONS);
    command.addAll(MORE_OPTIONS);
    command.addAll(List.of("-cp", build.classPath(), CLIENT, build.handler()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment(api.address()));
    builder.environment().putAll(environment);
    if (environment.containsKey("AWS_LAMBDA_INITIALIZATION_TYPE")) {
      builder.environment().keySet().removeAll(CREDENTIALS);
      builder.environment().put("AWS_CONTAINER_CREDENTIALS_FULL_URI", api.credentialsAddress());
      builder.environment().put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "synthetic");
    }
    log = Path.of("target", "bench", "logs", build + "-" + ++started + ".txt");
    builder.redirectErrorStream(true).redirectOutput(new File(log.toString()));
    startedAt = System.nanoTime();
    process = builder.start();
  }

  private static Map<String, String> environment(String api) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_LAMBDA_RUNTIME_API", api);
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "alert");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "synthetic");
    environment.put("AWS_SESSION_TOKEN", "synthetic");
    environment.put("ALERT_TOPIC_ARN", "arn:aws:sns:eu-central-1:123456789012:alerts");
    environment.put("LEDGER_TABLE", "ledger");
    environment.put("ALERT_CAP", "500");
    environment.put("WINDOW_MINUTES", "1440");
    environment.put("PUBLISHES_PER_SECOND", "10");
    return environment;
  }

  /** Waits until the function is ready to be snapshot. */
  void awaitCheckpoint() throws Exception {
    api.awaitCheckpoint();
  }

  /** Lets it go on as if restored. */
  void restore() {
    api.restore();
  }

  /** Invokes it, checks what it answers, and tells how long that took, in milliseconds. */
  double invoke(String event, String answer) throws Exception {
    long before = System.nanoTime();
    RuntimeApi.Result result = answer(event);
    double took = (System.nanoTime() - before) / 1e6;
    if (!(result instanceof RuntimeApi.Result.Response(String body)) || !body.contains(answer)) {
      throw new IllegalStateException("wanted " + answer + " but got " + result + "; see " + log);
    }
    return took;
  }

  private RuntimeApi.Result answer(String event) throws Exception {
    try {
      return api.invoke(event, A_MINUTE);
    } catch (TimeoutException e) {
      String state = process.isAlive() ? "runs" : "ended with " + process.exitValue();
      throw new IllegalStateException("no answer; the function " + state + "; see " + log, e);
    }
  }

  /** How long ago the JVM was started, in milliseconds. */
  double age() {
    return (System.nanoTime() - startedAt) / 1e6;
  }

  /** The processor time that it has taken, in milliseconds: what others do matters little to it. */
  double processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
  }

  /** The memory that it holds now and held at most, in megabytes. */
  Memory memory() throws IOException {
    Map<String, Double> sizes = new HashMap<>();
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.endsWith(" kB")) {
        String[] parts = line.split("\\s+", -1);
        sizes.put(parts[0], Double.parseDouble(parts[1]) / 1024);
      }
    }
    return new Memory(sizes.getOrDefault("VmRSS:", 0.0), sizes.getOrDefault("VmHWM:", 0.0));
  }

  record Memory(double resident, double peak) {}

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    api.close();
  }
}
