package rdsalert.bench;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is run: the function, its floor, its rival, or the calls alone. */
enum Build {
  /** The deployed package, unpacked as Lambda does it. */
  OURS("rdsalert.AlertFunction::handleRequest", "package", "package/lib/*"),
  /** The SDK calls that an alert makes, with the package's own libraries. */
  BARE("rdsalert.bench.BareCalls::handleRequest", "functions", "package/lib/*"),
  /** The same over the JDK's own HTTP client. */
  BARE_JDK("rdsalert.bench.BareCalls::handleRequest", "functions", "package/lib/*", "naive/http/*"),
  /** An empty handler. */
  EMPTY("rdsalert.bench.EmptyFunction::handleRequest", "functions", "core/*"),
  /** The naive build. */
  NAIVE("rdsalert.naive.NaiveFunction::handleRequest", "naive/classes", "naive/lib/*");

  private final String handler;
  private final String classes;
  private final List<String> libraries;

  Build(String handler, String classes, String... libraries) {
    this.handler = handler;
    this.classes = classes;
    this.libraries = List.of(libraries);
  }

  String handler() {
    return handler;
  }

  /** What it answers, at least in part, to an event that a rule matches. */
  String answer() {
    return this == OURS || this == NAIVE ? "alerted" : "{}";
  }

  String classPath() {
    return Stream.concat(Stream.of(classes), libraries.stream())
        .map(path -> "target/bench/" + path)
        .collect(
            Collectors.joining(
                File.pathSeparator, "", File.pathSeparator + "target/lambda-runtime/*"));
  }
}
