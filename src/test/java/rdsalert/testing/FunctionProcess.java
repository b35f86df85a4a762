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
  /** A runtime may be a JDK with no more than this. */
  private static final String MODULES =
      "java.se,jdk.crypto.ec,jdk.unsupported,jdk.zipfs,jdk.management";

  private static final Path ZIP = Path.of("target", "lambda.zip");
  private static final Path RUNTIME = Path.of("target", "lambda-runtime");
  private static final String RUNTIME_CLIENT =
      "aws-lambda-java-runtime-interface-client-"
          + System.getProperty("lambda.runtime.client.version")
          + ".jar";

  /** Unpacked by each process itself, to one place for all, it would break those that run. */
  private static final String NATIVE_CLIENT =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private final Process process;
  private final Path output;

  private FunctionProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Unpacks the package into a folder, if it is not there, and starts a handler in it. */
  public static FunctionProcess start(Path folder, String handler, Map<String, String> environment)
      throws IOException {
    unpackInto(folder);
    Path task = folder.resolve("task");
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command(folder, handler));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("LAMBDA_TASK_ROOT", task.toString());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return new FunctionProcess(builder.start(), output);
  }

  /** One after the other: two that start at once may share the folder. */
  private static synchronized void unpackInto(Path folder) throws IOException {
    Path task = folder.resolve("task");
    if (!Files.exists(task)) {
      unpack(ZIP, "", task);
      unpack(RUNTIME.resolve(RUNTIME_CLIENT), "jni/", folder);
    }
  }

  /** Its id, by which the machine tells what it holds. */
  public long pid() {
    return process.pid();
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

  private static List<String> command(Path folder, String handler) {
    Path task = folder.resolve("task");
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
        "--limit-modules",
        MODULES,
        "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
        "-D" + NATIVE_CLIENT + "=" + folder.resolve("jni").resolve(nativeClient()),
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        classPath,
        CLIENT,
        handler);
  }

  private static String nativeClient() {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return "libaws-lambda-jni.linux-" + (arm ? "aarch_64" : "x86_64") + ".so";
  }

  private static void unpack(Path archive, String below, Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
        if (entry.getName().startsWith(below)) {
          Path target = folder.resolve(entry.getName()).normalize();
          Files.createDirectories(target.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target);
          }
        }
      }
    }
  }
}
