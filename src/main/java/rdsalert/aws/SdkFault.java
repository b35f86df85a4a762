package rdsalert.aws;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;
import org.apache.hc.client5.http.ConnectTimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a failed call means for the next one: the service's word for it, or what broke; whether the
 * call surely did nothing; whether the same call may succeed a moment later; and whether the
 * service asks to be left alone for that moment.
 */
record SdkFault(String code, boolean withoutEffect, boolean passes, boolean busy) {
  private static final int SERVER_ERROR = 500;

  /** What passes, beside what the SDK knows to; every other refusal stays until it is fixed. */
  private static final Set<String> PASSING =
      Set.of(
          "Throttled",
          "KMSThrottling",
          "KMSThrottlingException",
          "ExpiredToken",
          "ExpiredTokenException");

  static SdkFault of(SdkException fault) {
    return fault instanceof AwsServiceException answer ? answered(answer) : unanswered(fault);
  }

  /** A refusal for a wrong clock passes: the SDK has set its clock by it. */
  private static SdkFault answered(AwsServiceException e) {
    boolean serverError = e.statusCode() >= SERVER_ERROR;
    boolean busy = e.isThrottlingException() || serverError;
    boolean withoutEffect = e.isThrottlingException() || !serverError;
    boolean passes = busy || e.isClockSkewException() || PASSING.contains(code(e));
    return new SdkFault(code(e), withoutEffect, passes, busy);
  }

  private static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? "HTTP " + e.statusCode()
        : e.awsErrorDetails().errorCode();
  }

  private static SdkFault unanswered(SdkException e) {
    String missing = "";
    Throwable first = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      missing = missing.isEmpty() ? missing(cause) : missing;
      first = cause; // what is wrapped around it says less
    }
    String what = first.getClass().getSimpleName() + ": " + first.getMessage();
    return missing.isEmpty()
        ? new SdkFault(what, false, true, false)
        : new SdkFault("no " + missing + " (" + what + ")", true, true, false);
  }

  /** What a request lacked that was surely not sent; empty if it may have been. */
  private static String missing(Throwable cause) {
    return switch (cause) {
      case NotSentException e -> e.missing;
      case ConnectException _,
          ConnectTimeoutException _,
          NoRouteToHostException _,
          UnknownHostException _ ->
          "connection";
      default -> "";
    };
  }

  /** A request was surely not sent, for want of something. */
  static final class NotSentException extends IOException {
    private final String missing;

    NotSentException(String missing, Throwable cause) {
      super(cause);
      this.missing = missing;
    }
  }
}
