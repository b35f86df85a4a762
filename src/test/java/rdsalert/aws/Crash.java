package rdsalert.aws;

/** The death of a run: an error, so that no handler of exceptions comes between. */
final class Crash extends Error {
  Crash() {
    super("the run died", null, false, false);
  }
}
