package rdsalert.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is measured: the deployed package, and programs that do the same job otherwise. */
enum Build {
  OURS,

  /** Ours with all rules of the pack that are on by default. */
  PACK,

  /** Ours with exceptions in Parameter Store, which is asked when the first alert is due. */
  STORED,
  NAIVE,
  BOTO3,
  GO;

  /** The builds that bench/run could make. */
  static List<Build> all() {
    return Stream.of(values()).filter(build -> Files.exists(build.program())).toList();
  }

  /** Starts it as bench/run has prepared it. */
  Path program() {
    return Path.of("target", "bench", "programs", toString());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
