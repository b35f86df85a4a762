package rdsalert.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The deployed package in a JVM of its own, run by AWS's runtime interface client with the class
 * path that Lambda gives it and an environment that holds only what is given.
 */
public final class FunctionProcess implements AutoCloseable {
  private static final Path ZIP = Path.of("target", "lambda.zip");
  private static final Path RUNTIME = Path.of("target", "lambda-runtime");
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private final Process process;
  private final Path output;

  private FunctionProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Unpacks the package into a folder and starts a handler in it. */
  public static FunctionProcess start(Path folder, String handler, Map<String, String> environment)
      throws IOException {
    Path task = folder.resolve("task");
    unpack(task);
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder = new ProcessBuilder(command(task, handler));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("LAMBDA_TASK_ROOT", task.toString());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return new FunctionProcess(builder.start(), output);
  }

  /** The lines that the function and its runtime have written. */
  public List<String> output() throws IOException {
    return Files.readAllLines(output);
  }

  /** Whether it has ended by itself within a while. */
  public boolean ends() throws InterruptedException {
    return process.waitFor(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static List<String> command(Path task, String handler) {
    String classPath =
        String.join(
            File.pathSeparator,
            task.toString(),
            task.resolve("lib") + File.separator + "*",
            RUNTIME.toAbsolutePath() + File.separator + "*");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        classPath,
        CLIENT,
        handler);
  }

  private static void unpack(Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(ZIP.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
        Path target = folder.resolve(entry.getName()).normalize();
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, target);
        }
      }
    }
  }
}
