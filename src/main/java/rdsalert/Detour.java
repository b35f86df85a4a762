package rdsalert;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * An HTTP client that sends to a port of this machine whatever was meant for elsewhere.
 *
 * @param client carries it out
 */
record Detour(SdkHttpClient client, int port) implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    SdkHttpRequest detour =
        request.httpRequest().toBuilder().protocol("https").host("localhost").port(port).build();
    return client.prepareRequest(
        HttpExecuteRequest.builder()
            .request(detour)
            .contentStreamProvider(request.contentStreamProvider().orElse(null))
            .build());
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }
}
