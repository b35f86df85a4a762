package rdsalert.delivery;

/** A message was not accepted, or the answer got lost. */
public final class PublishFailedException extends DeliveryException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code the channel's word for the fault
   * @param worthRetrying whether the same message may get through later without anybody mending
   *     something
   */
  public PublishFailedException(String code, boolean worthRetrying, Throwable cause) {
    super("publishing failed: " + code + outlook(worthRetrying), worthRetrying, cause);
    this.code = code;
  }

  /** The channel's word for the fault. */
  public String code() {
    return code;
  }
}
