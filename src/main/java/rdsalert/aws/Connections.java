package rdsalert.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.Security;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.ssl.SSLContexts;
import rdsalert.aws.SdkFault.NotSentException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** Makes the HTTP client that carries all calls. */
public final class Connections {
  /** For a name, a connection and a handshake each; one packet may get lost, and come again. */
  static final TimeLimit STEP = new TimeLimit(Duration.ofMillis(1500));

  /**
   * A connection that was not used for longer is not used again: a function that was frozen
   * meanwhile may not have heard that the server has closed it.
   */
  private static final Duration IDLE = Duration.ofSeconds(10);

  private Connections() {}

  /** A client with connections of its own, which it closes when it is closed. */
  public static SdkHttpClient open() {
    return open(SystemDefaultDnsResolver.INSTANCE, IDLE, STEP);
  }

  static SdkHttpClient open(DnsResolver names, Duration idle, TimeLimit step) {
    // The JDK would not look up again for ten seconds what could not be found once.
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    // From a context of its own: sessions that can be resumed go with the client.
    SSLSocketFactory tls = SSLContexts.createDefault().getSocketFactory();
    return Apache5HttpClient.builder()
        .connectionTimeout(step.limit())
        .connectionMaxIdleTime(idle)
        .useIdleConnectionReaper(false)
        .dnsResolver(timed(names, step))
        .tlsSocketStrategy((socket, host, port, _, _) -> secure(tls, socket, host, port, step))
        .build();
  }

  private static SSLSocket secure(
      SSLSocketFactory tls, Socket socket, String host, int port, TimeLimit step)
      throws IOException {
    try {
      socket.setSoTimeout((int) step.limit().toMillis());
      SSLSocket secured = (SSLSocket) tls.createSocket(socket, host, port, true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (IOException e) {
      throw new NotSentException("TLS", e);
    }
  }

  /**
   * One of a name's addresses, found within a limit, or none. The next connection takes the next
   * one: if one call tried them all, each would have a step's time, and no limit would hold.
   */
  private static DnsResolver timed(DnsResolver names, TimeLimit step) {
    AtomicInteger next = new AtomicInteger();
    return new SystemDefaultDnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        try {
          InetAddress[] found = step.call(() -> names.resolve(host));
          return new InetAddress[] {found[Math.floorMod(next.getAndIncrement(), found.length)]};
        } catch (IOException e) {
          throw new UnknownHostException(host + ": " + e.getMessage());
        }
      }
    };
  }

  /** Reads an answer to its end before it is looked at: half a refusal would pass for a whole. */
  public static final class WholeAnswers implements ExecutionInterceptor {
    @Override
    public Optional<InputStream> modifyHttpResponseContent(
        Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
      if (context.responseBody().isEmpty()) {
        return Optional.empty();
      }
      try (InputStream body = context.responseBody().get()) {
        return Optional.of(new ByteArrayInputStream(body.readAllBytes()));
      } catch (IOException e) {
        throw SdkClientException.create("the answer has no end", e);
      }
    }
  }
}
