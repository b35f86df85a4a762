package rdsalert.local.records;

/** Is told of the values in a stream. */
interface Values {
  boolean passesOver(String eventName);

  void read(byte[] bytes, int from, int to);

  /** A record of no interest, by its day; empty if it does not tell. */
  void passedOver(String day);

  /**
   * A value that cannot be cut out, or that is too large.
   *
   * @param at the byte at which it begins
   * @param isLast whether nothing behind it is read, as it is not known where that begins
   */
  void broken(long at, String why, boolean isLast);
}
