package rdsalert.priming;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Values in DER, as far as a certificate needs them. */
final class Der {
  private static final int SHORT_LENGTH = 0x80;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return tagged(0x30, parts);
  }

  static byte[] set(byte[]... parts) {
    return tagged(0x31, parts);
  }

  static byte[] integer(int small) {
    return tagged(0x02, new byte[] {(byte) small});
  }

  static byte[] yes() {
    return tagged(0x01, new byte[] {(byte) 0xff});
  }

  static byte[] objectId(int... bytes) {
    byte[] id = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      id[i] = (byte) bytes[i];
    }
    return tagged(0x06, id);
  }

  static byte[] text(int tag, String ascii) {
    return tagged(tag, ascii.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] bits(byte[] bytes) {
    return tagged(0x03, new byte[] {0}, bytes);
  }

  static byte[] octets(byte[] bytes) {
    return tagged(0x04, bytes);
  }

  static byte[] tagged(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    writeLength(out, length);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length >= SHORT_LENGTH) {
      int bytes = length > 0xff ? 2 : 1;
      out.write(SHORT_LENGTH | bytes);
      if (bytes == 2) {
        out.write(length >> 8);
      }
    }
    out.write(length);
  }
}
