package rdsalert.bench;

/**
 * How long everything is done.
 *
 * @param starts processes started of each kind
 * @param warmUp invocations before warm ones are measured
 * @param samples warm invocations measured
 * @param lastAlert the number of the last alert of a window that is looked at
 * @param records in the smaller of the two log files; the larger has four times as many
 */
record Sizes(
    boolean smoke, int starts, int warmUp, int samples, int paced, int lastAlert, int records) {
  static final Sizes FULL = new Sizes(false, 7, 3_000, 500, 100, 500, 250_000);
  static final Sizes SMOKE = new Sizes(true, 1, 50, 20, 8, 200, 10_000);
}
