package rdsalert.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is measured: the deployed package, and what others would write for the same job. */
enum Build {
  OURS,

  /** Ours with all rules of the pack that are on without being asked for. */
  PACK,

  /** Ours with exceptions in Parameter Store, which is asked when the first alert is due. */
  STORED,
  NAIVE,
  BOTO3,
  GO;

  /** Those that bench/run could build. */
  static List<Build> all() {
    return Stream.of(values()).filter(build -> Files.exists(build.program())).toList();
  }

  /** Starts it, as bench/run has put it together. */
  Path program() {
    return Path.of("target", "bench", "programs", toString());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
