package rdsalert.aws;

import java.io.IOException;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Credentials that come within a limit, or not at all: then nothing was sent. */
public record TimedCredentials(AwsCredentialsProvider provider, TimeLimit limit)
    implements AwsCredentialsProvider {
  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return limit.call(provider::resolveCredentials);
    } catch (IOException | SdkClientException e) {
      NotSentException notSent = new NotSentException("credentials", e);
      throw SdkClientException.create(String.valueOf(notSent.getMessage()), notSent);
    }
  }
}
