package rdsalert.local;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream that remembers what was read from it, until it is told to forget. */
final class Tape extends FilterInputStream {
  private byte[] kept = new byte[1 << 16];
  private long from;
  private int length;

  Tape(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int most) throws IOException {
    int read = in.read(buffer, offset, most);
    if (read > 0) {
      if (length + read > kept.length) {
        kept = Arrays.copyOf(kept, Math.max(kept.length * 2, length + read));
      }
      System.arraycopy(buffer, offset, kept, length, read);
      length += read;
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    return in.skip(0); // what is skipped could not be remembered
  }

  /**
   * Forgets what lies before an offset, everything if the offset is negative, which means that it
   * is not known. Moves bytes only once half of them are to go.
   */
  void forgetBefore(long offset) {
    int gone = (int) (offset - from);
    if (offset < 0) {
      length = 0;
    } else if (gone > kept.length / 2) {
      System.arraycopy(kept, gone, kept, 0, length - gone);
      from = offset;
      length -= gone;
    }
  }

  /** The bytes from one offset up to another. */
  byte[] between(long start, long end) {
    return Arrays.copyOfRange(kept, (int) (start - from), (int) (end - from));
  }
}
