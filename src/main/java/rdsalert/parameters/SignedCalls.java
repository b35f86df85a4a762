package rdsalert.parameters;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import rdsalert.aws.TimeLimit;
import rdsalert.aws.TimedHttpClient;
import rdsalert.event.Partition;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Calls of a service without the SDK's own module for it, which would be half as large again as the
 * function; signed by the SDK.
 */
record SignedCalls(
    SdkHttpClient http,
    AwsCredentialsProvider credentials,
    URI endpoint,
    String service,
    String region) {
  /**
   * Calls a service in the function's own Region.
   *
   * @param environment says which that is, and may name another endpoint, as the SDK has it
   */
  static SignedCalls of(
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      Map<String, String> environment,
      String service) {
    String region = environment.getOrDefault("AWS_REGION", "us-east-1");
    String domain = Partition.ofRegion(region).domain();
    String usual = "https://" + service + "." + region + "." + domain;
    String endpoint = environment.getOrDefault("AWS_ENDPOINT_URL", usual);
    String own = "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT);
    URI of = URI.create(environment.getOrDefault(own, endpoint));
    return new SignedCalls(http, credentials, of, service, region);
  }

  HttpExecuteResponse call(SdkHttpRequest request, String body, TimeLimit limit)
      throws IOException {
    ContentStreamProvider payload = ContentStreamProvider.fromUtf8String(body);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    HttpExecuteRequest.Builder execute = HttpExecuteRequest.builder().request(signed.request());
    return new TimedHttpClient(http, limit)
        .prepareRequest((body.isEmpty() ? execute : execute.contentStreamProvider(payload)).build())
        .call();
  }
}
