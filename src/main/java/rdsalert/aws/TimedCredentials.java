package rdsalert.aws;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rdsalert.aws.SdkFault.NotSentException;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Credentials that come within a limit, or not at all: then nothing was sent. */
public final class TimedCredentials implements AwsCredentialsProvider {
  /** What lasts longer is not asked for again: the limit costs a change of threads. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final AwsCredentialsProvider provider;
  private final TimeLimit limit;
  private volatile @Nullable AwsCredentials last;

  public TimedCredentials(AwsCredentialsProvider provider, TimeLimit limit) {
    this.provider = provider;
    this.limit = limit;
  }

  @Override
  public AwsCredentials resolveCredentials() {
    AwsCredentials known = last;
    Instant soon = Instant.now().plus(FRESH);
    return known != null && known.expirationTime().map(soon::isBefore).orElse(true)
        ? known
        : fetch();
  }

  private AwsCredentials fetch() {
    try {
      AwsCredentials fetched = limit.call(provider::resolveCredentials);
      last = fetched;
      return fetched;
    } catch (IOException | SdkClientException e) {
      NotSentException notSent = new NotSentException("credentials", e);
      throw SdkClientException.create(String.valueOf(notSent.getMessage()), notSent);
    }
  }
}
