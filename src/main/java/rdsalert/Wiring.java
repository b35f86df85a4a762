package rdsalert;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import rdsalert.alert.Renderer;
import rdsalert.aws.Connections;
import rdsalert.aws.DynamoDbAlertLedger;
import rdsalert.aws.LeaseTokens;
import rdsalert.aws.SnsAlertPublisher;
import rdsalert.aws.StoreClock;
import rdsalert.aws.TimeLimit;
import rdsalert.aws.TimedCredentials;
import rdsalert.aws.TimedHttpClient;
import rdsalert.delivery.AlertDelivery;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Pause;
import rdsalert.delivery.Sweep;
import rdsalert.rule.AlertExceptions;
import rdsalert.rule.ExceptionFile;
import rdsalert.rule.RuleCatalog;
import rdsalert.snapstart.CannedAnswers;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsClientBuilder;

/**
 * Puts the parts together, by hand: the only place that makes clients and reads the environment.
 */
public final class Wiring {
  private static final TimeLimit DYNAMO_DB_CALL = new TimeLimit(Duration.ofSeconds(2));
  private static final TimeLimit PUBLISH = new TimeLimit(Duration.ofSeconds(8));

  private final AlertDelivery delivery;
  private final Sweep sweep;
  private final AlertExceptions exceptions;
  private final Runnable afterRestore;

  private Wiring(
      AlertDelivery delivery, Sweep sweep, AlertExceptions exceptions, Runnable afterRestore) {
    this.delivery = delivery;
    this.sweep = sweep;
    this.exceptions = exceptions;
    this.afterRestore = afterRestore;
  }

  /** The parts as the environment of the Lambda function sets them. */
  static Wiring ofEnvironment() {
    Settings settings = settings();
    RuleCatalog rules = RuleCatalog.packaged();
    AlertExceptions exceptions = exceptions(settings, rules);
    return over(settings, rules, exceptions, Connections.open(), credentials());
  }

  /** The same parts, whose calls never leave the process. */
  static Wiring rehearsing(Settings settings, AlertExceptions exceptions, byte[] event)
      throws IOException {
    RuleCatalog rules = RuleCatalog.packaged();
    CannedAnswers answers = CannedAnswers.of(rules.rules().getFirst().id(), event);
    AwsBasicCredentials nobody = AwsBasicCredentials.create("rehearsal", "rehearsal");
    return over(settings, rules, exceptions, answers, StaticCredentialsProvider.create(nobody));
  }

  /** Reads from the real ledger; neither connection nor credentials are kept. */
  static void readLedger(Settings settings) throws IOException {
    StoreClock clock = new StoreClock(Clock.systemUTC());
    try (SdkHttpClient http = Connections.open()) {
      DynamoDbClient client = dynamoDb(http, DYNAMO_DB_CALL, credentials(), clock).build();
      InstantSource time =
          new DynamoDbAlertLedger(client, settings.table(), settings.retention(), null)
              .timedBy(clock);
      new TimeLimit(Duration.ofSeconds(1)).call(time::instant);
    }
  }

  private static Wiring over(
      Settings settings,
      RuleCatalog rules,
      AlertExceptions exceptions,
      SdkHttpClient http,
      AwsCredentialsProvider credentials) {
    StoreClock storeClock = new StoreClock(Clock.systemUTC());
    LeaseTokens tokens = new LeaseTokens(SecureRandom::new);
    DynamoDbAlertLedger ledger =
        new DynamoDbAlertLedger(
            dynamoDb(http, DYNAMO_DB_CALL, credentials, storeClock).build(),
            settings.table(),
            settings.retention(),
            System.getenv("AWS_REGION"),
            tokens,
            Wiring::sleep);
    return of(
        rules,
        exceptions,
        ledger,
        new SnsAlertPublisher(sns(http, PUBLISH, credentials).build(), settings.topicArn()),
        settings.limits(rules.rules().size()),
        ledger.timedBy(storeClock),
        Wiring::sleep,
        () -> {
          tokens.renew();
          storeClock.forget();
        });
  }

  /**
   * The settings that the environment has.
   *
   * @throws InvalidSettingsException if any is wrong
   */
  public static Settings settings() {
    return Settings.of(System.getenv());
  }

  /** The name that Lambda gave the function; nothing but log and metrics depend on it. */
  static String functionName() {
    return System.getenv().getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "unnamed");
  }

  /** Whether the environment sets anything at all. */
  public static boolean isConfigured() {
    Map<String, String> environment = System.getenv();
    return Settings.VARIABLES.stream().anyMatch(environment::containsKey);
  }

  /** The parts around a given ledger and publisher. */
  public static Wiring of(
      RuleCatalog rules,
      AlertExceptions exceptions,
      AlertLedger ledger,
      AlertPublisher publisher,
      Limits limits,
      InstantSource clock,
      Pause pause) {
    return of(rules, exceptions, ledger, publisher, limits, clock, pause, () -> {});
  }

  private static Wiring of(
      RuleCatalog rules,
      AlertExceptions exceptions,
      AlertLedger ledger,
      AlertPublisher publisher,
      Limits limits,
      InstantSource clock,
      Pause pause,
      Runnable afterRestore) {
    AlertDelivery delivery =
        new AlertDelivery(rules, exceptions, ledger, publisher, new Renderer(), limits, clock);
    Sweep sweep = new Sweep(rules, ledger, delivery, limits, clock, pause);
    return new Wiring(delivery, sweep, exceptions, afterRestore);
  }

  public AlertDelivery delivery() {
    return delivery;
  }

  public Sweep sweep() {
    return sweep;
  }

  public AlertExceptions exceptions() {
    return exceptions;
  }

  /**
   * The exceptions that the settings name; see {@link ExceptionFile} for what is wrong with them.
   */
  public static AlertExceptions exceptions(Settings settings, RuleCatalog rules) {
    return settings
        .exceptionsFile()
        .map(file -> ExceptionFile.read(file, rules))
        .orElseGet(() -> ExceptionFile.packaged(rules));
  }

  /** Drops what must not be the same in two restores of one snapshot, or may be out of date. */
  void restored() {
    afterRestore.run();
  }

  /**
   * Lambda gives credentials by variables, and by a server of its own where it uses snapshots. The
   * JDK's client, which asks that server, would keep the connection, even in a snapshot.
   */
  private static AwsCredentialsProvider credentials() {
    System.setProperty("http.keepAlive", "false");
    return AwsCredentialsProviderChain.of(
        EnvironmentVariableCredentialsProvider.create(), ContainerCredentialsProvider.create());
  }

  /**
   * A client as the function uses it. Which calls may be repeated is known to the ledger alone, so
   * the SDK repeats none.
   */
  public static DynamoDbClientBuilder dynamoDb(
      SdkHttpClient http, TimeLimit limit, AwsCredentialsProvider credentials, StoreClock clock) {
    return DynamoDbClient.builder()
        .httpClient(new TimedHttpClient(http, limit))
        .credentialsProvider(new TimedCredentials(credentials, limit))
        .overrideConfiguration(
            c -> c.addExecutionInterceptor(clock).retryStrategy(DefaultRetryStrategy.doNotRetry()));
  }

  /**
   * A client as the function uses it. A message whose answer got lost may have been taken, so the
   * SDK sends nothing twice.
   */
  public static SnsClientBuilder sns(
      SdkHttpClient http, TimeLimit limit, AwsCredentialsProvider credentials) {
    return SnsClient.builder()
        .httpClient(new TimedHttpClient(http, limit))
        .credentialsProvider(new TimedCredentials(credentials, limit))
        .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()));
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
