package rdsalert.rule;

/** A rule cannot be used. The message names the file and what is wrong. */
public final class InvalidRuleException extends RuntimeException {
  public InvalidRuleException(String message, Throwable cause) {
    super(message, cause);
  }

  public InvalidRuleException(String message) {
    super(message);
  }
}
