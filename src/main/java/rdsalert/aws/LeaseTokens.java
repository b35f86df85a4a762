package rdsalert.aws;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Tokens that no other run has, not even one that was restored from the same snapshot of memory,
 * provided that {@link #renew} is called after the restore.
 */
public final class LeaseTokens implements Supplier<String> {
  private final Supplier<SecureRandom> generators;
  private volatile SecureRandom generator;

  public LeaseTokens(Supplier<SecureRandom> generators) {
    this.generators = generators;
    this.generator = generators.get();
  }

  /** Takes a new generator: the old one may be in the same state elsewhere. */
  public void renew() {
    generator = generators.get();
  }

  @Override
  public String get() {
    byte[] bytes = new byte[16];
    generator.nextBytes(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong()).toString();
  }
}
