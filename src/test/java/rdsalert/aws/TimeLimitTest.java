package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.testing.ScriptedServer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;

/** What takes too long before anything is sent ends in time, and is not sent later either. */
class TimeLimitTest {
  private static final TimeLimit LONG = new TimeLimit(Duration.ofSeconds(4));

  private final CountDownLatch stuck = new CountDownLatch(1);
  private final CompletableFuture<Thread> left = new CompletableFuture<>();
  private ScriptedServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        ScriptedServer.start(
            connection -> {
              connection.read();
              connection.send(Answers.published());
            });
  }

  @AfterEach
  void stop() throws Exception {
    stuck.countDown();
    server.close();
  }

  @Test
  void endsANameLookupThatHeedsNothing() throws Exception {
    try (SdkHttpClient http =
        Connections.open(new StuckNames(), Duration.ofSeconds(1), Connections.STEP)) {
      PublishFailedException failure = failure(http, WireTest.CREDENTIALS);

      assertThat(failure.mayHaveBeenTaken()).isFalse();
      assertThat(failure)
          .hasMessageContaining(
              "no connection (UnknownHostException: 127.0.0.1: no answer within 1500 ms)");
      nothingArrivesLater();
    }
  }

  @Test
  void endsAFetchOfCredentialsThatHeedsNothing() throws Exception {
    try (SdkHttpClient http = Connections.open()) {
      PublishFailedException failure =
          failure(
              http,
              () -> {
                getStuck();
                return WireTest.CREDENTIALS.resolveCredentials();
              });

      assertThat(failure.mayHaveBeenTaken()).isFalse();
      assertThat(failure)
          .hasMessageContaining(
              "no credentials (SocketTimeoutException: no answer within 4000 ms)");
      nothingArrivesLater();
    }
  }

  @Test
  void tellsCredentialsThatAreMissingFromALostAnswer() {
    try (SdkHttpClient http = Connections.open()) {
      PublishFailedException failure =
          failure(
              http,
              () -> {
                throw SdkClientException.create("none here");
              });

      assertThat(failure.mayHaveBeenTaken()).isFalse();
      assertThat(failure).hasMessageContaining("no credentials (SdkClientException: none here)");
    }
  }

  /** One that renews them long before they expire, as the SDK's do, is heard at once. */
  @Test
  void asksForCredentialsEachTime() {
    AtomicInteger asked = new AtomicInteger();
    AwsCredentialsProvider limited =
        LONG.on(
            () ->
                AwsSessionCredentials.builder()
                    .accessKeyId("id" + asked.incrementAndGet())
                    .secretAccessKey("secret")
                    .sessionToken("token")
                    .expirationTime(Instant.now().plus(Duration.ofHours(6)))
                    .build());

    assertThat(limited.resolveCredentials().accessKeyId()).isEqualTo("id1");
    assertThat(limited.resolveCredentials().accessKeyId()).isEqualTo("id2");
  }

  /** Even a request that is given up while it looks for its address is not sent afterwards. */
  @Test
  void sendsNothingThatWasGivenUp() throws Exception {
    try (SdkHttpClient http =
        Connections.open(new SlowNames(), Duration.ofSeconds(1), Connections.STEP)) {
      TimeLimit limit = new TimeLimit(Duration.ofMillis(100));
      SnsAlertPublisher publisher =
          WireTest.publisher(http, limit, server.uri(), WireTest.CREDENTIALS);

      assertThat(
              catchThrowableOfType(
                  PublishFailedException.class, () -> publisher.publish(Call.MESSAGE)))
          .isNotNull();
      assertThat(server.requests()).isEmpty();
    }
  }

  private PublishFailedException failure(SdkHttpClient http, AwsCredentialsProvider credentials) {
    return catchThrowableOfType(
        PublishFailedException.class,
        () ->
            WireTest.publisher(http, LONG, server.uri(), LONG.on(credentials))
                .publish(Call.MESSAGE));
  }

  private void nothingArrivesLater() throws InterruptedException {
    stuck.countDown();
    left.join().join();
    assertThat(server.requests()).isEmpty();
  }

  /** Heeds no interrupt, as a name lookup does not, but keeps it in mind. */
  private void getStuck() {
    left.complete(Thread.currentThread());
    boolean interrupted = false;
    while (stuck.getCount() > 0) {
      try {
        stuck.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class StuckNames extends SystemDefaultDnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      getStuck();
      return super.resolve(host);
    }
  }

  private static final class SlowNames extends SystemDefaultDnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      return super.resolve(host);
    }
  }
}
