package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LeaseTokensTest {
  @Test
  void differFromEachOther() {
    LeaseTokens tokens = new LeaseTokens(SecureRandom::new);

    assertThat(tokens.get()).isNotEqualTo(tokens.get());
  }

  @Test
  void differBetweenTwoRestoresOfOneSnapshot() {
    LeaseTokens one = new LeaseTokens(asInTheSnapshot());
    LeaseTokens other = new LeaseTokens(asInTheSnapshot());
    assertThat(one.get()).as("both are in the same state").isEqualTo(other.get());

    one.renew();
    other.renew();

    assertThat(one.get()).isNotEqualTo(other.get());
  }

  /** The first generator is in a known state, as in a snapshot; the next is the machine's own. */
  private static Supplier<SecureRandom> asInTheSnapshot() {
    Deque<SecureRandom> generators = new ArrayDeque<>(List.of(known(), new SecureRandom()));
    return generators::remove;
  }

  private static SecureRandom known() {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(42);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
