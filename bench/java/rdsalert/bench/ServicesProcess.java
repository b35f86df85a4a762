package rdsalert.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The running {@link Services}, and where they listen. */
final class ServicesProcess implements AutoCloseable {
  private final Process process;
  private final PrintStream input;
  private final BufferedReader output;
  private final String localDynamoDb;
  private final String stubDynamoDb;
  private final String sns;
  private int tables;

  ServicesProcess(Path keyStore, String password, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Java.PROGRAM,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dsun.net.httpserver.nodelay=true",
                "-Dsun.net.httpserver.maxIdleConnections=1000",
                "-Dsun.net.httpserver.idleInterval=600",
                "-Dsqlite4java.library.path=target/native",
                "-cp",
                System.getProperty("java.class.path"),
                Services.class.getName(),
                keyStore.toString(),
                password));
    builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
    builder.redirectError(new File(log.toString()));
    process = builder.start();
    input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    output = process.inputReader(StandardCharsets.UTF_8);
    String[] addresses = firstLine(log).split(" ", -1);
    localDynamoDb = addresses[0];
    stubDynamoDb = addresses[1];
    sns = addresses[2];
  }

  private String firstLine(Path log) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("http")) {
        return line;
      }
    }
    throw new IOException("the services did not start; see " + log);
  }

  /** What a function finds in its environment if both services are stubs. */
  Map<String, String> stubs() {
    return Map.of("AWS_ENDPOINT_URL_DYNAMODB", stubDynamoDb, "AWS_ENDPOINT_URL_SNS", sns);
  }

  String localDynamoDb() {
    return localDynamoDb;
  }

  String stubDynamoDb() {
    return stubDynamoDb;
  }

  String sns() {
    return sns;
  }

  /** How many calls the stubs have taken so far. */
  long calls() throws IOException {
    return Long.parseLong(ask("calls"));
  }

  /** Creates an empty ledger in DynamoDB Local. */
  String newTable() throws IOException {
    String name = "ledger-" + ++tables;
    ask(name);
    return name;
  }

  private String ask(String line) throws IOException {
    input.println(line);
    return String.valueOf(output.readLine());
  }

  @Override
  public void close() {
    input.close();
    process.destroy();
    process.onExit().join();
  }
}
