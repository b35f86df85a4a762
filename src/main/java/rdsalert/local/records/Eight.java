package rdsalert.local.records;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Looks at eight bytes at once. */
final class Eight {
  private static final VarHandle BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long QUOTES = of("\"".repeat(8));
  private static final long BACKSLASHES = of("\\".repeat(8));
  private static final long SPACES = of(" ".repeat(8));
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  /** What stands for itself in a text: all but quotes, backslashes and control characters. */
  private static final boolean[] PLAIN = new boolean[256];

  static {
    Arrays.fill(PLAIN, ' ', 256, true);
    PLAIN['"'] = false;
    PLAIN['\\'] = false;
  }

  private Eight() {}

  static long of(String ascii) {
    return at(ascii.getBytes(StandardCharsets.US_ASCII), 0);
  }

  static long at(byte[] bytes, int from) {
    return (long) BYTES.get(bytes, from);
  }

  /** Where the first quote, backslash or control character is, or the end. */
  static int endOfPlain(byte[] bytes, int from, int end) {
    int i = from;
    for (; i + 8 <= end; i += 8) {
      long found = special(at(bytes, i));
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >> 3);
      }
    }
    while (i < end && PLAIN[bytes[i] & 0xff]) {
      i++;
    }
    return i;
  }

  /** The lowest bit that is set is in the first such byte; those above it may mean nothing. */
  private static long special(long eight) {
    long quotes = eight ^ QUOTES;
    long backslashes = eight ^ BACKSLASHES;
    long controls = (eight - SPACES) & ~eight;
    return (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | controls) & HIGH;
  }
}
