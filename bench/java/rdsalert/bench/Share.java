package rdsalert.bench;

import java.util.List;

/**
 * The share of a processor that the template buys: Lambda gives a whole one for 1,769 MB, so 0.58
 * for 1,024. bench/run makes a control group for it where it may.
 */
final class Share {
  private static final String GROUP = System.getenv().getOrDefault("BENCH_SHARE", "");

  /** Runs a command with that share; empty if there is no such group. */
  static final List<String> PREFIX =
      GROUP.isEmpty()
          ? List.of()
          : List.of("sh", "-c", "echo $$ > \"$0/cgroup.procs\" && exec \"$@\"", GROUP);

  private Share() {}
}
