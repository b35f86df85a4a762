package rdsalert.bench;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import rdsalert.aws.DynamoDbAlertLedger;
import rdsalert.delivery.Claim;
import rdsalert.delivery.Claim.Tries;
import rdsalert.delivery.LedgerKey;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Window;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whether an alert late in its window takes longer than the first ones, on DynamoDB Local. */
final class Positions {
  private static final int CAP = 500;
  private static final Duration DAY = Duration.ofDays(1);

  private final ServicesProcess services;
  private final Sizes sizes;
  private final DynamoDbClient client;

  Positions(ServicesProcess services, Sizes sizes) {
    this.services = services;
    this.sizes = sizes;
    this.client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(services.localDynamoDb()))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA", "synthetic")))
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
  }

  Row measure() throws Exception {
    String table = services.newTable();
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", services.localDynamoDb());
    environment.put("AWS_ENDPOINT_URL_SNS", services.sns());
    environment.put("LEDGER_TABLE", table);
    environment.put("NEW_ACTOR_RESERVE_PERCENT", "0");
    try (client;
        Lambda lambda = new Lambda(Build.OURS, Java.SNAP_START, environment)) {
      sample(lambda, sizes.paced());
      beginAgain(table);
      return row(lambda, table);
    }
  }

  private Row row(Lambda lambda, String table) throws Exception {
    int few = Math.min(30, sizes.paced());
    double first = sample(lambda, few);
    fill(table, 100 - few / 2 - few);
    double hundredth = sample(lambda, few);
    fill(table, CAP - few - few / 2 - 100);
    double last = sample(lambda, few);
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("1st ms", first);
    details.put("100th ms", hundredth);
    details.put("500th ms", last);
    return Row.atMost(
        "alert 100 and 500 of a window, by the first",
        1.2,
        " ×",
        Math.max(hundredth, last) / first,
        details);
  }

  private static double sample(Lambda lambda, int times) throws Exception {
    Samples samples = new Samples();
    for (int i = 0; i < times; i++) {
      Thread.sleep(Warm.PACE);
      samples.add(lambda.invoke(Events.matching(), "alerted"));
    }
    return samples.median();
  }

  /** Warm now, it shall begin with an empty window. */
  private void beginAgain(String table) {
    client.scanPaginator(scan -> scan.tableName(table)).items().stream()
        .map(item -> item.getOrDefault("pk", AttributeValue.fromS("")))
        .filter(pk -> pk.s().startsWith("places#"))
        .forEach(pk -> client.deleteItem(delete -> delete.tableName(table).key(Map.of("pk", pk))));
  }

  /** Gives so many places away, as other runs would. */
  private void fill(String table, int places) {
    DynamoDbAlertLedger ledger = new DynamoDbAlertLedger(client, table, DAY, null);
    Limits limits = new Limits(CAP, 0, Limits.NO_PACE, DAY, DAY);
    Applicant applicant = new Applicant("somebody", "rule", "123456789012", false, false);
    Instant now = Clock.systemUTC().instant();
    Window window = Window.at(now, DAY);
    for (int i = 0; i < places; i++) {
      ledger.admit(claim(now), applicant, window, limits);
    }
  }

  private static Claim.Granted claim(Instant now) {
    return new Claim.Granted(
        new LedgerKey.ForAlert(UUID.randomUUID().toString()),
        "token",
        now.plusSeconds(60),
        false,
        Tries.NONE,
        now,
        new Claim.Content(null, null, OptionalInt.empty()));
  }
}
