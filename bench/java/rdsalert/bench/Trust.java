package rdsalert.bench;

import java.nio.file.Path;
import java.util.List;

/** The certificate of the stubs, which bench/run makes, beside those that every JDK trusts. */
final class Trust {
  static final Path KEY_STORE = Path.of("target", "bench", "tls", "key.p12");
  static final String PASSWORD = "changeit";
  static final List<String> OPTIONS =
      List.of(
          "-Djavax.net.ssl.trustStore=target/bench/tls/cacerts",
          "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);

  private Trust() {}
}
