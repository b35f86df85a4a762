package rdsalert.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Fingerprint;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values as DynamoDB writes them. */
final class Attributes {
  private Attributes() {}

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue millis(Instant instant) {
    return number(instant.toEpochMilli());
  }

  static AttributeValue seconds(Instant instant) {
    return number(instant.getEpochSecond());
  }

  /** A set of short binary values that stand for longer texts. */
  static AttributeValue fingerprints(Set<String> texts) {
    return AttributeValue.fromBs(texts.stream().map(Attributes::fingerprint).toList());
  }

  static SdkBytes fingerprint(String text) {
    return SdkBytes.fromByteArray(Fingerprint.of(text));
  }

  static AttributeValue compressed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot compress in memory", e);
    }
    return AttributeValue.fromB(SdkBytes.fromByteArray(bytes.toByteArray()));
  }

  static String decompressed(AttributeValue value) {
    try (GZIPInputStream gzip = new GZIPInputStream(value.b().asInputStream())) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored event cannot be read", e);
    }
  }

  static boolean hasFingerprint(Map<String, AttributeValue> item, String set, String text) {
    AttributeValue value = item.get(set);
    return value != null && value.bs().contains(fingerprint(text));
  }

  /** A number, without what is behind its point; or the given one where there is none. */
  static long longOf(Map<String, AttributeValue> item, String name, long otherwise) {
    AttributeValue value = item.get(name);
    return value == null || value.n() == null ? otherwise : new BigDecimal(value.n()).longValue();
  }

  static @Nullable String textOf(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : value.s();
  }
}
