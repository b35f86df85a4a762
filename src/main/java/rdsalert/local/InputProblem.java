package rdsalert.local;

/**
 * Something is wrong with what the user gave.
 *
 * <p>The message says where, what is wrong, and how to mend it, in one line.
 */
final class InputProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InputProblem(String message) {
    super(message);
  }

  InputProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
