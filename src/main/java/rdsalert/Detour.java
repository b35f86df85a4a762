package rdsalert;

import java.net.URI;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * An HTTP client that sends to one server whatever was meant for elsewhere.
 *
 * @param client carries it out
 */
record Detour(SdkHttpClient client, URI server) implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    SdkHttpRequest detour =
        request.httpRequest().toBuilder()
            .protocol(server.getScheme())
            .host(server.getHost())
            .port(server.getPort())
            .build();
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
