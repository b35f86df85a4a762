package rdsalert.priming;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.TrustManager;

/**
 * DynamoDB and SNS over TLS, and Lambda's server of credentials, on this machine alone: every write
 * takes effect and nothing is kept. One alert is always due.
 */
public final class StandIns implements AutoCloseable {
  /** About an alert's calls: so handshakes are rehearsed too, and connections that are kept. */
  private static final int REQUESTS_PER_CONNECTION = 4;

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final String JSON = "application/x-amz-json-1.0";
  private static final String PUBLISHED =
      "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
          + "<MessageId>00000000-0000-4000-8000-000000000000</MessageId></PublishResult>"
          + "<ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId>"
          + "</ResponseMetadata></PublishResponse>";

  private final String ruleId;
  private final String event;
  private final PassingKeys keys;
  private final LoopbackServer services;
  private final LoopbackServer credentials;

  /**
   * Starts them.
   *
   * @param ruleId the rule of the alert that is due
   * @param event its event
   */
  public StandIns(String ruleId, String event) throws IOException, GeneralSecurityException {
    this.ruleId = ruleId;
    this.event = compressed(event);
    this.keys = new PassingKeys(Instant.now());
    this.services = new LoopbackServer(keys::secure, REQUESTS_PER_CONNECTION, this::answer);
    this.credentials = new LoopbackServer(connection -> connection, 1, _ -> credentials());
  }

  /** Where both services are to be reached. */
  public URI address() {
    return URI.create("https://localhost:" + services.port() + "/");
  }

  /** Where credentials that open nothing are to be had, as Lambda serves them after a restore. */
  public String credentialsAddress() {
    return "http://127.0.0.1:" + credentials.port() + "/";
  }

  /** What a client has to trust. */
  public TrustManager[] trustManagers() {
    return keys.client();
  }

  /** Whether a connection is good for more than one request from now on. */
  public void keepConnections(boolean keep) {
    services.setRequestsPerConnection(keep ? REQUESTS_PER_CONNECTION : 1);
  }

  private LoopbackServer.Answer answer(Map<String, String> headers) {
    String target = headers.getOrDefault("x-amz-target", "");
    if (target.isEmpty()) {
      return new LoopbackServer.Answer("text/xml", PUBLISHED);
    }
    return new LoopbackServer.Answer(
        JSON,
        switch (target.substring(target.indexOf('.') + 1)) {
          case "UpdateItem" -> "{\"Attributes\":" + item(Instant.now()) + "}";
          case "Query" -> "{\"Count\":1,\"Items\":[" + item(Instant.now()) + "]}";
          default -> "{}";
        });
  }

  /** The item of a window and of an alert in one, whichever is asked for. */
  private String item(Instant now) {
    long window = now.getEpochSecond() / 60 * 60;
    return """
        {"pk":{"S":"alert#%s#priming"},"state":{"S":"admitted"},"token":{"S":"priming"},\
        "number":{"N":"1"},"admitted":{"N":"1"},"pageEnd":{"N":"30"},"dueAt":{"N":"%d"},\
        "window":{"N":"%d"},"windowSeconds":{"N":"60"},"raisedAt":{"N":"%d"},\
        "leaseUntil":{"N":"%d"},"event":{"B":"%s"}}"""
        .formatted(
            ruleId,
            now.toEpochMilli(),
            window,
            now.toEpochMilli(),
            now.plus(LEASE).toEpochMilli(),
            event);
  }

  private static LoopbackServer.Answer credentials() {
    return new LoopbackServer.Answer(
        "application/json",
        """
        {"AccessKeyId":"priming","SecretAccessKey":"priming","Token":"priming",\
        "Expiration":"%s"}"""
            .formatted(Instant.now().plus(Duration.ofHours(1)).toString()));
  }

  private static String compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  @Override
  public void close() throws IOException {
    services.close();
    credentials.close();
  }
}
