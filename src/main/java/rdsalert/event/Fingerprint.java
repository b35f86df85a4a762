package rdsalert.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Stands for a text whose length or content must not go where a name does. */
public final class Fingerprint {
  /** Two of ten thousand texts share them less often than once in 10¹¹ cases. */
  private static final int BYTES = 8;

  private Fingerprint() {}

  /** The first eight bytes of the text's SHA-256 sum. */
  public static byte[] of(String text) {
    try {
      MessageDigest sum = MessageDigest.getInstance("SHA-256");
      return Arrays.copyOf(sum.digest(text.getBytes(StandardCharsets.UTF_8)), BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
