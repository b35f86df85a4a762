package rdsalert.parameters;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rdsalert.event.Partition;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Calls of a service without the SDK's own module for it, which would be half as large again as the
 * function; signed by the SDK.
 */
public record SignedCalls(
    SdkHttpClient http,
    AwsCredentialsProvider credentials,
    URI endpoint,
    String service,
    String region,
    InstantSource clock) {
  /** What a service calls a refusal, in JSON or XML. */
  private static final Pattern CODE =
      Pattern.compile("(?:\"__type\"\\s*:\\s*\"(?:[^\"]*#)?|<Code>)(\\w+)");

  /**
   * Calls a service in the function's own Region.
   *
   * @param environment says which that is, and may name another endpoint, as the SDK has it
   * @param clock says when a call was signed, which services compare with their own clocks
   */
  public static SignedCalls of(
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      Map<String, String> environment,
      String service,
      InstantSource clock) {
    String region = environment.getOrDefault("AWS_REGION", "us-east-1");
    String domain = Partition.ofRegion(region).domain();
    String usual = "https://" + service + "." + region + "." + domain;
    String endpoint = environment.getOrDefault("AWS_ENDPOINT_URL", usual);
    String own = "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT);
    URI of = URI.create(environment.getOrDefault(own, endpoint));
    return new SignedCalls(http, credentials, of, service, region, clock);
  }

  /** Posts a body, and gives the answer's; a refusal is an {@link IOException} with its code. */
  byte[] call(String body, Map<String, String> headers) throws IOException {
    ContentStreamProvider payload = ContentStreamProvider.fromUtf8String(body);
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .uri(endpoint)
            .method(SdkHttpMethod.POST)
            .putHeader("Content-Length", String.valueOf(length));
    headers.forEach(request::putHeader);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(credentials.resolveCredentials())
                        .request(request.build())
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(
                            AwsV4HttpSigner.SIGNING_CLOCK, clock.withZone(ZoneOffset.UTC)));
    HttpExecuteResponse response =
        http.prepareRequest(
                HttpExecuteRequest.builder()
                    .request(signed.request())
                    .contentStreamProvider(payload)
                    .build())
            .call();
    byte[] answer = {};
    if (response.responseBody().isPresent()) {
      try (InputStream all = response.responseBody().get()) {
        answer = all.readAllBytes();
      }
    }
    if (!response.httpResponse().isSuccessful()) {
      Matcher code = CODE.matcher(new String(answer, StandardCharsets.UTF_8));
      int status = response.httpResponse().statusCode();
      throw new IOException("status " + status + (code.find() ? " " + code.group(1) : ""));
    }
    return answer;
  }
}
