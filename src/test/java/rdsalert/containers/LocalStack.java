package rdsalert.containers;

import java.net.URI;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/** SNS, SQS, SES and EventBridge in a container. */
final class LocalStack implements AutoCloseable {
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.12.0");

  private final LocalStackContainer container =
      new LocalStackContainer(IMAGE).withServices("sns", "sqs", "ses", "events");

  private LocalStack() {}

  static LocalStack start() {
    LocalStack started = new LocalStack();
    started.container.start();
    return started;
  }

  /** The address of every service. */
  URI uri() {
    return container.getEndpoint();
  }

  /** Points a client at the container. */
  <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configure(B builder) {
    return builder
        .endpointOverride(container.getEndpoint())
        .region(Region.of(container.getRegion()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey())))
        .httpClientBuilder(Apache5HttpClient.builder());
  }

  @Override
  public void close() {
    container.stop();
  }
}
