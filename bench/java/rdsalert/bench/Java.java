package rdsalert.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVM, and the flags that Lambda gives it. */
final class Java {
  static final String PROGRAM = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /**
   * Of a function with 512 MB: AWS's runtimes give 85 per cent of the memory to the heap, and the
   * JVM derives what it starts with from the memory that it sees.
   */
  private static final List<String> ALWAYS =
      List.of(
          "-XX:MaxRAM=512m",
          "-Xmx445645k",
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
              + Path.of("target", "bench", "jni", nativeClient()).toAbsolutePath(),
          "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");

  /** Without SnapStart the Java 25 runtime compiles with C1 only. */
  static final List<String> PLAIN = with("-XX:TieredStopAtLevel=1");

  /** With SnapStart the JVM's own defaults would hold; the template says otherwise. */
  static final List<String> SNAP_START = PLAIN;

  private Java() {}

  private static String nativeClient() {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return "libaws-lambda-jni.linux-" + (arm ? "aarch_64" : "x86_64") + ".so";
  }

  private static List<String> with(String flag) {
    List<String> flags = new ArrayList<>(ALWAYS);
    flags.add(flag);
    return List.copyOf(flags);
  }
}
