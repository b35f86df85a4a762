package rdsalert.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rdsalert.testing.Publish;

/** A request as it came, as far as DynamoDB and SNS tell operations by it. */
record HttpMessage(String head, String body) {
  /** Reads one; null if the connection has ended, before it or in it. */
  static @Nullable HttpMessage read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int last = 0, b = in.read(); b >= 0; last = last << 8 | b, b = in.read()) {
      head.write(b);
      if ((last << 8 | b) == 0x0d0a0d0a) {
        String text = head.toString(ISO_8859_1);
        int length = Integer.parseInt(header(text, "content-length", "0"));
        byte[] body = in.readNBytes(length);
        return body.length < length ? null : new HttpMessage(text, new String(body, UTF_8));
      }
    }
    return null;
  }

  /** DynamoDB's is in a header, SNS's in a form. */
  String operation() {
    String target = header(head, "x-amz-target", "");
    return target.isEmpty()
        ? Publish.ofForm(body).parameters().getOrDefault("Action", "")
        : target.substring(target.lastIndexOf('.') + 1);
  }

  private static String header(String head, String name, String otherwise) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }
}
