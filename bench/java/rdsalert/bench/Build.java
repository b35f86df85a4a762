package rdsalert.bench;

import java.io.File;

/** What is run: the function, its floor, its rival, or the calls alone. */
enum Build {
  /** The deployed package, unpacked as Lambda does it. */
  OURS("rdsalert.AlertFunction::handleRequest", "package", "package/lib/*"),
  /** The SDK calls that an alert makes, with the package's own libraries. */
  BARE("rdsalert.bench.BareCalls::handleRequest", "functions", "package/lib/*"),
  /** An empty handler. */
  EMPTY("rdsalert.bench.EmptyFunction::handleRequest", "functions", "core/*"),
  /** The naive build. */
  NAIVE("rdsalert.naive.NaiveFunction::handleRequest", "naive/classes", "naive/lib/*");

  private final String handler;
  private final String classes;
  private final String libraries;

  Build(String handler, String classes, String libraries) {
    this.handler = handler;
    this.classes = classes;
    this.libraries = libraries;
  }

  String handler() {
    return handler;
  }

  String classPath() {
    return String.join(
        File.pathSeparator,
        "target/bench/" + classes,
        "target/bench/" + libraries,
        "target/lambda-runtime/*");
  }
}
