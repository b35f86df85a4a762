package rdsalert.aws;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
    return NotSentException.behind(e)
        .map(notSent -> new SdkFault(String.valueOf(notSent.getMessage()), true, true, false))
        .orElseGet(() -> new SdkFault(NotSentException.described(e), false, true, false));
  }

  /** A request was surely not sent; the message says what was missing. */
  static final class NotSentException extends IOException {
    NotSentException(String missing, Throwable cause) {
      super("no " + missing + " (" + described(cause) + ")", cause);
    }

    /** The one that a fault goes back to; empty if the request may have been sent. */
    static Optional<NotSentException> behind(Throwable fault) {
      return causes(fault)
          .filter(NotSentException.class::isInstance)
          .map(NotSentException.class::cast)
          .findFirst();
    }

    /** What went wrong at the very beginning: what is wrapped around it says less. */
    static String described(Throwable fault) {
      Throwable first = causes(fault).reduce(fault, (_, cause) -> cause);
      return first.getClass().getSimpleName() + ": " + first.getMessage();
    }

    /** A fault and all that is behind it. */
    private static Stream<Throwable> causes(Throwable fault) {
      return Stream.iterate(fault, Objects::nonNull, Throwable::getCause);
    }
  }
}
