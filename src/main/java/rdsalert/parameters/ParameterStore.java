package rdsalert.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import rdsalert.aws.TimeLimit;
import rdsalert.aws.TimedHttpClient;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Reads the parameters below one path, by their names' last parts, all within a limit. One call in
 * a protocol of JSON, signed by the SDK: the SDK's own module for it would be half as large again
 * as the function.
 *
 * @param endpoint of Systems Manager in the Region
 * @param path such as {@code /my-stack/exceptions}
 */
public record ParameterStore(
    SdkHttpClient http,
    AwsCredentialsProvider credentials,
    URI endpoint,
    String region,
    String path)
    implements Callable<SortedMap<String, String>> {
  /** A page has ten. */
  public static final int MOST = 50;

  private static final int MOST_PAGES = 5;

  /** An alert waits for it. */
  private static final TimeLimit ALL = new TimeLimit(Duration.ofMillis(300));

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Reads in the function's own Region.
   *
   * @param environment says which that is, and may name another endpoint, as the SDK has it
   */
  public static ParameterStore of(
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      Map<String, String> environment,
      String path) {
    String region = environment.getOrDefault("AWS_REGION", "us-east-1");
    String domain = PartitionMetadata.of(Region.of(region)).dnsSuffix();
    String usual = "https://ssm." + region + "." + domain;
    String endpoint = environment.getOrDefault("AWS_ENDPOINT_URL", usual);
    URI of = URI.create(environment.getOrDefault("AWS_ENDPOINT_URL_SSM", endpoint));
    return new ParameterStore(http, credentials, of, region, path);
  }

  @Override
  public SortedMap<String, String> call() throws IOException {
    return ALL.call(this::read);
  }

  private SortedMap<String, String> read() throws IOException {
    SortedMap<String, String> parameters = new TreeMap<>();
    ObjectNode request = JSON.createObjectNode().put("Path", path).put("MaxResults", 10);
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode answer = page(request);
      for (JsonNode one : answer.path("Parameters")) {
        String name = one.path("Name").asText();
        parameters.put(name.substring(name.lastIndexOf('/') + 1), one.path("Value").asText());
      }
      if (!answer.hasNonNull("NextToken")) {
        return parameters;
      }
      request.set("NextToken", answer.path("NextToken"));
    }
    throw new IOException("there are more than " + MOST);
  }

  private JsonNode page(ObjectNode request) throws IOException {
    HttpExecuteResponse response =
        new TimedHttpClient(http, ALL).prepareRequest(signed(request.toString())).call();
    JsonNode answer =
        response.responseBody().isPresent()
            ? JSON.readTree(response.responseBody().get())
            : JSON.missingNode();
    if (!response.httpResponse().isSuccessful()) {
      String type = answer.path("__type").asText("");
      String fault = type.substring(type.lastIndexOf('#') + 1);
      throw new IOException("status " + response.httpResponse().statusCode() + " " + fault);
    }
    return answer;
  }

  private HttpExecuteRequest signed(String body) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("Content-Length", String.valueOf(body.length()))
            .putHeader("X-Amz-Target", "AmazonSSM.GetParametersByPath")
            .build();
    ContentStreamProvider payload = ContentStreamProvider.fromUtf8String(body);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ssm")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    return HttpExecuteRequest.builder()
        .request(signed.request())
        .contentStreamProvider(payload)
        .build();
  }
}
