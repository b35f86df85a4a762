package rdsalert;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import rdsalert.alert.Renderer;
import rdsalert.aws.DynamoDbAlertLedger;
import rdsalert.aws.LeaseTokens;
import rdsalert.aws.SnsAlertPublisher;
import rdsalert.aws.StoreClock;
import rdsalert.delivery.AlertDelivery;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Pause;
import rdsalert.delivery.Sweep;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.SilenceFile;
import rdsalert.silence.Silences;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Puts the parts together, by hand: the only place that makes clients and reads the environment.
 */
public final class Wiring {
  private final AlertDelivery delivery;
  private final Sweep sweep;
  private final Silences exceptions;
  private final @Nullable SdkHttpClient http;
  private final Runnable afterRestore;

  private Wiring(
      AlertDelivery delivery,
      Sweep sweep,
      Silences exceptions,
      @Nullable SdkHttpClient http,
      Runnable afterRestore) {
    this.delivery = delivery;
    this.sweep = sweep;
    this.exceptions = exceptions;
    this.http = http;
    this.afterRestore = afterRestore;
  }

  /** The parts as the environment of the Lambda function sets them. */
  static Wiring ofEnvironment() {
    Settings settings = settings();
    RuleCatalog rules = RuleCatalog.packaged();
    return over(
        settings,
        rules,
        exceptions(settings, rules),
        UrlConnectionHttpClient.builder(),
        UnaryOperator.identity());
  }

  /** The same parts, whose calls somebody else takes. */
  static Wiring rehearsing(
      Settings settings,
      RuleCatalog rules,
      Silences exceptions,
      TrustManager[] trusted,
      UnaryOperator<SdkHttpClient> detour) {
    return over(
        settings,
        rules,
        exceptions,
        UrlConnectionHttpClient.builder().tlsTrustManagersProvider(() -> trusted),
        detour);
  }

  private static Wiring over(
      Settings settings,
      RuleCatalog rules,
      Silences exceptions,
      UrlConnectionHttpClient.Builder builder,
      UnaryOperator<SdkHttpClient> detour) {
    SdkHttpClient http = detour.apply(httpClient(builder));
    AwsCredentialsProvider credentials = credentials();
    StoreClock storeClock = new StoreClock(Clock.systemUTC());
    LeaseTokens tokens = new LeaseTokens(SecureRandom::new);
    DynamoDbAlertLedger ledger =
        new DynamoDbAlertLedger(
            dynamoDb(http, credentials, storeClock),
            settings.table(),
            settings.retention(),
            System.getenv("AWS_REGION"),
            tokens);
    SnsClient sns = SnsClient.builder().httpClient(http).credentialsProvider(credentials).build();
    return of(
        rules,
        exceptions,
        ledger,
        new SnsAlertPublisher(sns, settings.topicArn()),
        settings.limits(rules.rules().size()),
        ledger.timedBy(storeClock),
        Wiring::sleep,
        http,
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
      Silences exceptions,
      AlertLedger ledger,
      AlertPublisher publisher,
      Limits limits,
      InstantSource clock,
      Pause pause) {
    return of(rules, exceptions, ledger, publisher, limits, clock, pause, null, () -> {});
  }

  private static Wiring of(
      RuleCatalog rules,
      Silences exceptions,
      AlertLedger ledger,
      AlertPublisher publisher,
      Limits limits,
      InstantSource clock,
      Pause pause,
      @Nullable SdkHttpClient http,
      Runnable afterRestore) {
    AlertDelivery delivery =
        new AlertDelivery(rules, exceptions, ledger, publisher, new Renderer(), limits, clock);
    Sweep sweep = new Sweep(rules, ledger, delivery, limits, clock, pause);
    return new Wiring(delivery, sweep, exceptions, http, afterRestore);
  }

  public AlertDelivery delivery() {
    return delivery;
  }

  public Sweep sweep() {
    return sweep;
  }

  public Silences exceptions() {
    return exceptions;
  }

  /** The exceptions that the settings name; see {@link SilenceFile} for what is wrong with them. */
  public static Silences exceptions(Settings settings, RuleCatalog rules) {
    return settings
        .exceptionsFile()
        .map(file -> SilenceFile.read(file, rules))
        .orElseGet(() -> SilenceFile.packaged(rules));
  }

  /** The client that carries all calls; empty if they go through none. */
  Optional<SdkHttpClient> http() {
    return Optional.ofNullable(http);
  }

  /** Drops what must not be the same in two restores of one snapshot, or may be out of date. */
  void restored() {
    afterRestore.run();
  }

  private static SdkHttpClient httpClient(UrlConnectionHttpClient.Builder builder) {
    return builder
        .connectionTimeout(Duration.ofSeconds(2))
        .socketTimeout(Duration.ofSeconds(5))
        .build();
  }

  /** Lambda gives credentials by variables, and by a server of its own where it uses snapshots. */
  private static AwsCredentialsProvider credentials() {
    return AwsCredentialsProviderChain.of(
        EnvironmentVariableCredentialsProvider.create(), ContainerCredentialsProvider.create());
  }

  /** The ledger itself knows which calls may be repeated; only throttled ones are always safe. */
  private static DynamoDbClient dynamoDb(
      SdkHttpClient http, AwsCredentialsProvider credentials, StoreClock clock) {
    return DynamoDbClient.builder()
        .httpClient(http)
        .credentialsProvider(credentials)
        .overrideConfiguration(
            c ->
                c.addExecutionInterceptor(clock)
                    .retryStrategy(
                        StandardRetryStrategy.builder()
                            .retryOnException(Wiring::isThrottling)
                            .build()))
        .build();
  }

  private static boolean isThrottling(Throwable fault) {
    return fault instanceof AwsServiceException e && e.isThrottlingException();
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
