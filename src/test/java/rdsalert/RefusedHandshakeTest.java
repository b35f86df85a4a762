package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rdsalert.priming.StandIns;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** Whom the clients of a rehearsal shake hands with, and whom the function's own does not. */
class RefusedHandshakeTest {
  private StandIns services;

  @BeforeEach
  void start() throws Exception {
    services = new StandIns("rule", "{}");
  }

  @AfterEach
  void stop() throws IOException {
    services.close();
  }

  @Test
  void leavesAClientThatTrustsNoStandIn() {
    try (SdkHttpClient client = Apache5HttpClient.create()) {
      assertThatCode(() -> RefusedHandshake.of(client, services.address()))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void findsAClientThatTrustsOne() {
    try (SdkHttpClient client = trusting(services.trustManagers())) {
      assertThatExceptionOfType(GeneralSecurityException.class)
          .isThrownBy(() -> RefusedHandshake.of(client, services.address()))
          .withMessageContaining("trusts anybody");
    }
  }

  @Test
  void isNotTakenForRefusedIfNobodyIsThere() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    URI nobody = URI.create("https://localhost:" + free + "/");
    try (SdkHttpClient client = Apache5HttpClient.create()) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> RefusedHandshake.of(client, nobody));
    }
  }

  @Test
  void isRehearsedInFullForEveryConnection() throws IOException {
    services.keepConnections(false);
    Counting counting = new Counting((X509ExtendedTrustManager) services.trustManagers()[0]);
    try (SdkHttpClient client = trusting(counting)) {
      for (int i = 0; i < 4; i++) {
        request(client);
      }
    }

    assertThat(counting.certificates).hasValue(4);
  }

  private static SdkHttpClient trusting(TrustManager... trusted) {
    return Apache5HttpClient.builder()
        .socketTimeout(Duration.ofSeconds(10))
        .tlsTrustManagersProvider(() -> trusted)
        .build();
  }

  private void request(SdkHttpClient client) throws IOException {
    SdkHttpRequest request =
        SdkHttpRequest.builder().uri(services.address()).method(SdkHttpMethod.GET).build();
    HttpExecuteResponse response =
        client.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
    try (AbortableInputStream body = response.responseBody().orElseThrow()) {
      assertThat(body.readAllBytes()).isNotEmpty();
    }
  }

  /** Looks at a certificate in each handshake that does not go on with an earlier one. */
  private static final class Counting extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trusted;
    private final AtomicInteger certificates = new AtomicInteger();

    Counting(X509ExtendedTrustManager trusted) {
      this.trusted = trusted;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      certificates.incrementAndGet();
      trusted.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return trusted.getAcceptedIssuers();
    }
  }
}
