package rdsalert.aws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/** Addresses that are found within a limit, or not at all. */
record TimedNames(DnsResolver names, TimeLimit limit) implements DnsResolver {
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    try {
      return limit.call(() -> names.resolve(host));
    } catch (IOException e) {
      throw new UnknownHostException(host + ": " + e.getMessage());
    }
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return names.resolveCanonicalHostname(host);
  }
}
