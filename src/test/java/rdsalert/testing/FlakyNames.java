package rdsalert.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import rdsalert.aws.Connections;

/** The JDK's look-ups of names, except of one that this machine has, and that can fail. */
public final class FlakyNames extends InetAddressResolverProvider {
  public static final String HOST = "flaky.example";

  private static final AtomicInteger FAILURES = new AtomicInteger();
  private static final AtomicInteger ASKED = new AtomicInteger();

  /** The next look-up of the name fails. */
  public static void failOnce() {
    FAILURES.set(1);
    ASKED.set(0);
  }

  /** How often the name was looked up since. */
  public static int asked() {
    return ASKED.get();
  }

  /** The JDK reads its settings with the first look-up; the function has made them by then. */
  @Override
  public InetAddressResolver get(Configuration configuration) {
    Connections.open().close();
    InetAddressResolver usual = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        if (!host.equals(HOST)) {
          return usual.lookupByName(host, policy);
        }
        ASKED.incrementAndGet();
        if (FAILURES.getAndDecrement() > 0) {
          throw new UnknownHostException(host + ": Temporary failure in name resolution");
        }
        return Stream.of(InetAddress.getLoopbackAddress());
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return usual.lookupByAddress(address);
      }
    };
  }

  @Override
  public String name() {
    return "flaky names";
  }
}
