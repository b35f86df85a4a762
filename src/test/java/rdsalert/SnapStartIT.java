package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import rdsalert.testing.FunctionProcess;
import rdsalert.testing.FunctionServices;
import rdsalert.testing.RuntimeApi;
import rdsalert.testing.RuntimeApi.Result;
import rdsalert.testing.Samples;
import rdsalert.testing.SnsEndpoint;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The package under AWS's runtime client as SnapStart runs it: hooks before the snapshot, hooks
 * after the restore, credentials from Lambda's server. Only the snapshot itself is left out.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime client runs on Linux only")
class SnapStartIT {
  @TempDir private Path folder;
  private FunctionServices services;
  private RuntimeApi lambda;
  private SnsEndpoint sns;

  @BeforeEach
  void start() throws Exception {
    services = FunctionServices.start();
    lambda = services.lambda();
    sns = services.sns();
  }

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void leavesNoTraceBeforeTheSnapshotAndAlertsAfterTheRestore() throws Exception {
    try (FunctionProcess function = run("rdsalert.AlertFunction::handleRequest")) {
      lambda.awaitCheckpoint();

      assertThat(function.output())
          .hasSize(1)
          .allMatch(line -> line.contains("\"primed\":true"))
          .allMatch(line -> line.contains("\"ledgerRead\":true"));
      assertThat(sns.received()).isEmpty();
      assertThat(items()).isEmpty();
      int asked = lambda.credentialsAsked();
      assertThat(remotePorts(function.pid())).containsOnly(port(lambda.address()));

      lambda.restore();
      Result result = lambda.invoke(Files.readString(Samples.file("root")), Duration.ofSeconds(30));

      assertThat(result).isInstanceOf(Result.Response.class);
      assertThat(sns.accepted()).hasSize(1);
      assertThat(lambda.credentialsAsked()).as("none outlived the restore").isGreaterThan(asked);
      assertThat(decision(result)).isEqualTo("alerted");
    }
  }

  @Test
  void sweepsAfterTheRestore() throws Exception {
    try (FunctionProcess function = run("rdsalert.SweepFunction::handleRequest")) {
      lambda.awaitCheckpoint();
      assertThat(function.output()).hasSize(1).allMatch(line -> line.contains("\"primed\":true"));
      assertThat(sns.received()).isEmpty();

      lambda.restore();

      assertThat(lambda.invoke("{}", Duration.ofMinutes(5))).isInstanceOf(Result.Response.class);
    }
  }

  private static String decision(Result answer) throws IOException {
    String body = ((Result.Response) answer).body();
    return JsonMapper.builder().build().readTree(body).path("decision").asText();
  }

  private List<?> items() {
    try (DynamoDbClient client = services.dynamoDb().client()) {
      return client.scan(scan -> scan.tableName("ledger")).items();
    }
  }

  private FunctionProcess run(String handler) throws IOException {
    Map<String, String> environment = services.environment("alert", "1");
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    environment.put("FUNCTION_TIMEOUT_SECONDS", "240");
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", lambda.credentialsAddress());
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "synthetic");
    return FunctionProcess.start(folder, handler, environment);
  }

  private static int port(String address) {
    return URI.create("http://" + address).getPort();
  }

  /** The ports to which a process holds connections, as Linux lists them. */
  private static Set<Integer> remotePorts(long pid) throws IOException {
    Set<String> sockets = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path file : files.toList()) {
        String target = Files.readSymbolicLink(file).toString();
        if (target.startsWith("socket:[")) {
          sockets.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    Set<Integer> ports = new TreeSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      Files.readAllLines(Path.of(table)).stream()
          .map(line -> line.strip().split("\\s+", -1))
          .filter(fields -> sockets.contains(fields[9]))
          .forEach(fields -> ports.add(Integer.parseInt(fields[2].split(":", -1)[1], 16)));
    }
    return ports;
  }
}
