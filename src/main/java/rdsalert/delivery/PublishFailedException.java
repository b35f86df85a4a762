package rdsalert.delivery;

/** A message was not accepted, or it is not known whether it was. */
public final class PublishFailedException extends DeliveryException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean mayHaveBeenTaken;

  private PublishFailedException(
      String message,
      String code,
      boolean mayHaveBeenTaken,
      boolean worthRetrying,
      Throwable cause) {
    super(message + code + outlook(worthRetrying), worthRetrying, cause);
    this.code = code;
    this.mayHaveBeenTaken = mayHaveBeenTaken;
  }

  /**
   * The message was surely not taken: there was no connection, or the channel said no.
   *
   * @param code the channel's word for the fault
   * @param worthRetrying whether the same message may get through later without anybody fixing
   *     something
   */
  public static PublishFailedException refused(
      String code, boolean worthRetrying, Throwable cause) {
    return new PublishFailedException("publishing failed: ", code, false, worthRetrying, cause);
  }

  /**
   * The message was sent, and no readable answer came: it may have been taken.
   *
   * @param code the channel's word for the fault, or what happened to the answer
   */
  public static PublishFailedException unanswered(String code, Throwable cause) {
    return new PublishFailedException("publishing got no answer: ", code, true, true, cause);
  }

  /** The channel's word for the fault. */
  public String code() {
    return code;
  }

  /** Whether the message may reach its readers all the same. */
  public boolean mayHaveBeenTaken() {
    return mayHaveBeenTaken;
  }
}
