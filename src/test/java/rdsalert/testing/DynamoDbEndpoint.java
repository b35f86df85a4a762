package rdsalert.testing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local over HTTP, for a function in another JVM. Unlike its own server, which listens to
 * the whole net, this one listens to this machine only.
 */
public final class DynamoDbEndpoint implements AutoCloseable {
  private final Server server;
  private final LocalDynamoDBRequestHandler database;

  private DynamoDbEndpoint(Server server, LocalDynamoDBRequestHandler database) {
    this.server = server;
    this.database = database;
  }

  /** Starts an empty database on a free port; all regions and accounts share it. */
  public static DynamoDbEndpoint start() throws Exception {
    LocalDynamoDBRequestHandler database =
        new LocalDynamoDBRequestHandler(0, true, null, true, false);
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(new LocalDynamoDBServerHandler(database, null));
    server.start();
    return new DynamoDbEndpoint(server, database);
  }

  /** The address to give a client, or {@code AWS_ENDPOINT_URL_DYNAMODB}. */
  public URI uri() {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A client of the database. */
  public DynamoDbClient client() {
    return DynamoDbClient.builder()
        .endpointOverride(uri())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "synthetic")))
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not stop", e);
    }
    database.shutdown();
  }
}
