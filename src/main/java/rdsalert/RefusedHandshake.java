package rdsalert;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * A handshake with somebody whom a client does not trust, and must not. Nothing is sent and no
 * connection is kept; but from then on the client has at hand whom it does trust.
 */
final class RefusedHandshake {
  private RefusedHandshake() {}

  /**
   * Tries it.
   *
   * @throws GeneralSecurityException if the client trusts even this one
   */
  static void of(SdkHttpClient client, URI stranger) throws IOException, GeneralSecurityException {
    SdkHttpRequest request =
        SdkHttpRequest.builder().uri(stranger).method(SdkHttpMethod.GET).build();
    try {
      client.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
    } catch (IOException e) {
      if (e instanceof SSLHandshakeException || e.getCause() instanceof SSLHandshakeException) {
        return;
      }
      throw e;
    }
    throw new GeneralSecurityException("the function's client trusts anybody");
  }
}
