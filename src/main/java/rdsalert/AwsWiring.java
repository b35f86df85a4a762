package rdsalert;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import rdsalert.aws.AwsSurroundings;
import rdsalert.aws.Connections;
import rdsalert.aws.DynamoDbAlertLedger;
import rdsalert.aws.SnsAlertPublisher;
import rdsalert.aws.SnsAlertPublisher.TwoTopics;
import rdsalert.aws.StoreClock;
import rdsalert.aws.TimeLimit;
import rdsalert.delivery.AlertDelivery;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.Sweep;
import rdsalert.event.OwnCalls;
import rdsalert.guard.Guard;
import rdsalert.parameters.ParameterStore;
import rdsalert.parameters.SignedCalls;
import rdsalert.parameters.StackEvents;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.SilenceFile;
import rdsalert.silence.SilenceSource;
import rdsalert.silence.Silences;
import rdsalert.silence.StoredSilences;
import rdsalert.snapstart.CannedAnswers;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsClientBuilder;

/**
 * Puts the parts of a function on AWS together: the only place that makes clients and reads the
 * environment.
 */
public final class AwsWiring {
  private static final TimeLimit CALL = new TimeLimit(Duration.ofSeconds(2));
  private static final TimeLimit PUBLISH = new TimeLimit(Duration.ofSeconds(8));

  /** Less, as what goes to the second topic goes to the first too, in the time of one attempt. */
  private static final TimeLimit SECOND_TOPIC = new TimeLimit(Duration.ofSeconds(4));

  private AwsWiring() {}

  static Wiring of(Settings settings) {
    RuleCatalog rules = RuleCatalog.packaged(settings.rules());
    Silences exceptions =
        settings
            .exceptions()
            .file()
            .map(path -> SilenceFile.read(path, rules))
            .orElseGet(() -> SilenceFile.packaged(rules));
    return over(settings, rules, exceptions, Connections.open(), credentials(), settings.timeout());
  }

  /** The same parts, whose calls never leave the process. */
  static Wiring rehearsing(Settings settings, RuleCatalog rules, Silences exceptions) {
    AwsCredentialsProvider madeUp =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("rehearsal", "rehearsal"));
    return over(settings, rules, exceptions, new CannedAnswers(), madeUp, Wiring.UNKNOWN_TIMEOUT);
  }

  /** Reads from the real ledger; neither connection nor credentials are kept. */
  static void readLedger(Settings settings) throws IOException {
    StoreClock clock = new StoreClock(Clock.systemUTC(), System::nanoTime);
    try (SdkHttpClient http = Connections.open()) {
      DynamoDbClient client = dynamoDb(http, CALL, credentials(), clock).build();
      InstantSource time = ledger(client, settings).timedBy(clock);
      new TimeLimit(Duration.ofSeconds(1)).call(time::instant);
    }
  }

  private static DynamoDbAlertLedger ledger(DynamoDbClient client, Settings settings) {
    return new DynamoDbAlertLedger(
        client,
        settings.table(),
        settings.retention(),
        System.getenv("AWS_REGION"),
        AwsWiring::sleep);
  }

  private static Wiring over(
      Settings settings,
      RuleCatalog rules,
      Silences ofFile,
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      Duration timeout) {
    StoreClock storeClock = new StoreClock(Clock.systemUTC(), System::nanoTime);
    SilenceSource exceptions =
        settings
            .exceptions()
            .stored()
            .map(
                path ->
                    new ParameterStore(
                        calls(http, credentials, "ssm", storeClock), path, ParameterStore.LIMIT))
            .<SilenceSource>map(stored -> new StoredSilences(ofFile, rules, stored))
            .orElse(ofFile);
    DynamoDbClient store = dynamoDb(http, CALL, credentials, storeClock).build();
    DynamoDbAlertLedger ledger = ledger(store, settings);
    Settings.Topics topics = settings.topics();
    SnsClient sns = sns(http, PUBLISH, credentials).build();
    AlertPublisher alerts = new SnsAlertPublisher(sns, topics.alerts());
    AlertPublisher publisher =
        topics.watch().equals(topics.alerts())
            ? alerts
            : new TwoTopics(
                alerts,
                new SnsAlertPublisher(sns(http, SECOND_TOPIC, credentials).build(), topics.watch()),
                rules.own().stream().map(DetectionRule::id).collect(Collectors.toSet()));
    InstantSource clock = ledger.timedBy(storeClock);
    AlertDelivery delivery =
        new AlertDelivery(
            rules,
            exceptions,
            ledger,
            publisher,
            settings.limits(),
            clock,
            new OwnCalls(
                topics.proof(),
                new StackEvents(
                    calls(http, credentials, "cloudformation", storeClock),
                    settings.rules().stack().name())));
    Guard guard =
        new AwsSurroundings(sns, store, topics.byName(), settings.table())
            .guard(rules, Settings.values(System.getenv()), publisher, clock);
    return new Wiring(
        delivery,
        new Sweep(ledger, delivery, settings.limits(), clock, AwsWiring::sleep),
        Optional.of(guard),
        rules,
        exceptions,
        () -> {
          storeClock.forget();
          exceptions.forget();
        },
        timeout);
  }

  private static SignedCalls calls(
      SdkHttpClient http, AwsCredentialsProvider credentials, String service, InstantSource clock) {
    return SignedCalls.of(http, credentials, System.getenv(), service, clock);
  }

  static Settings settings() {
    return Settings.of(System.getenv());
  }

  static String functionName() {
    return System.getenv().getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "unnamed");
  }

  /**
   * Lambda gives credentials by variables, or by a server of its own where it uses snapshots. The
   * JDK's client, which asks that server, would keep the connection, even in a snapshot.
   */
  private static AwsCredentialsProvider credentials() {
    System.setProperty("http.keepAlive", "false");
    return System.getenv("AWS_ACCESS_KEY_ID") == null
        ? CALL.on(ContainerCredentialsProvider.create())
        : EnvironmentVariableCredentialsProvider.create();
  }

  /**
   * A client as the function uses it. Which calls may be repeated is known to the ledger alone, so
   * the SDK repeats none.
   */
  public static DynamoDbClientBuilder dynamoDb(
      SdkHttpClient http, TimeLimit limit, AwsCredentialsProvider credentials, StoreClock clock) {
    return DynamoDbClient.builder()
        .httpClient(http)
        .credentialsProvider(credentials)
        .overrideConfiguration(once(limit).addExecutionInterceptor(clock).build());
  }

  /** Likewise: a message whose answer got lost may have been taken. */
  public static SnsClientBuilder sns(
      SdkHttpClient http, TimeLimit limit, AwsCredentialsProvider credentials) {
    return SnsClient.builder()
        .httpClient(http)
        .credentialsProvider(credentials)
        .overrideConfiguration(once(limit).build());
  }

  private static ClientOverrideConfiguration.Builder once(TimeLimit limit) {
    return ClientOverrideConfiguration.builder()
        .apiCallAttemptTimeout(limit.limit())
        .addExecutionInterceptor(new Connections.WholeAnswers())
        .retryStrategy(DefaultRetryStrategy.doNotRetry());
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the next second", e);
    }
  }
}
