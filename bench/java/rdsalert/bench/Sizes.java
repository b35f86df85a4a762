package rdsalert.bench;

/**
 * How long everything is done.
 *
 * @param starts processes started of each kind
 * @param warmUp invocations before warm ones are measured
 * @param samples warm invocations measured
 * @param records in the smaller of the two log files; the larger has four times as many
 */
record Sizes(boolean smoke, int starts, int warmUp, int samples, int paced, int records) {
  static final Sizes FULL = new Sizes(false, 7, 3_000, 500, 100, 250_000);
  static final Sizes SMOKE = new Sizes(true, 1, 50, 20, 8, 10_000);
}
