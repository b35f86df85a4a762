package rdsalert.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import rdsalert.testing.RuntimeApi;
import rdsalert.testing.TestEvents;

/** A function in a process of its own, against a local Runtime API. */
final class Lambda implements AutoCloseable {
  private static final long AS_LONG_AS_A_SNAPSHOT_TAKES = 300;
  private static final Map<String, String> KEYS =
      Map.of("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY", "synthetic");

  private final RuntimeApi api = RuntimeApi.start();
  private final long startedAt = System.nanoTime();
  private final Process process;
  private final Path log;

  /** Starts it in a control group, or with whole processors if that is empty. */
  Lambda(Build build, Stub stub, String group, boolean snapStart, String options)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(build.program().toString(), group);
    builder.environment().clear();
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
    builder.environment().put("AWS_ENDPOINT_URL", stub.address());
    builder.environment().put("AWS_ENDPOINT_URL_SSM", stub.parameters());
    builder.environment().putAll(snapStart ? keysToFetch() : KEYS);
    builder.environment().put("JDK_JAVA_OPTIONS", options);
    log = Files.createTempFile(Path.of("target", "bench", "logs"), build + "-", ".txt");
    process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** With the share of a processor that the template buys, if this machine can give shares. */
  static Lambda shared(Build build, Stub stub, boolean snapStart) throws IOException {
    return new Lambda(build, stub, System.getenv().getOrDefault("BENCH_GROUP", ""), snapStart, "");
  }

  /** With SnapStart Lambda hands out no keys, as they would outlive themselves in a snapshot. */
  private Map<String, String> keysToFetch() {
    return Map.of(
        "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", api.credentialsAddress(),
        "AWS_CONTAINER_AUTHORIZATION_TOKEN", "synthetic");
  }

  /** Waits until it is ready to be snapshot, lets it go on, and tells how many ms that took. */
  double snapshotAndRestore() throws Exception {
    api.awaitCheckpoint();
    double took = age();
    Thread.sleep(AS_LONG_AS_A_SNAPSHOT_TAKES);
    api.restore();
    Thread.sleep(AS_LONG_AS_A_SNAPSHOT_TAKES);
    return took;
  }

  /** Has it raise an alert, and tells how many ms that took. */
  double alert() throws Exception {
    ObjectNode event = (ObjectNode) TestEvents.anyMatchingEvent().json().deepCopy();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    ((ObjectNode) event.path("detail")).put("eventTime", now.toString());
    long before = System.nanoTime();
    RuntimeApi.Result result = api.invoke(event.toString(), Duration.ofMinutes(1));
    double took = (System.nanoTime() - before) / 1e6;
    if (!String.valueOf(result).contains("alerted")) {
      throw new IllegalStateException("no alert but " + result + "; see " + log);
    }
    return took;
  }

  /** How many ms ago the process was started. */
  double age() {
    return (System.nanoTime() - startedAt) / 1e6;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    api.close();
  }
}
