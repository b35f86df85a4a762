package rdsalert.priming;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * An authority and a key for {@code localhost}, made for one rehearsal and dropped with it: nothing
 * secret is packaged, and nobody else trusts them.
 */
final class PassingKeys {
  private static final byte[] SHA256_WITH_RSA =
      Der.sequence(
          Der.objectId(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), Der.tagged(0x05));
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Duration VALID = Duration.ofHours(1);
  private static final char[] NO_PASSWORD = {};

  /** They take turns: see {@link #secure}. */
  private final List<SSLContext> servers;

  private final AtomicInteger connections = new AtomicInteger();
  private final TrustManager[] client;

  PassingKeys(Instant now) throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair authority = generator.generateKeyPair();
    KeyPair own = generator.generateKeyPair();
    Issue issue = new Issue(authority.getPrivate(), now);
    Certificate root = issue.certificate(1, "authority", authority, isAuthority());
    Certificate leaf = issue.certificate(2, "localhost", own, isLocalhost());
    KeyManager[] certified = certified(own.getPrivate(), leaf, root);
    servers = List.of(server(certified), server(certified));
    client = trusting(root);
  }

  /**
   * The server's side of TLS over a connection. A client gets tickets for its next one, as from any
   * server, but the next is taken by somebody who cannot read them: every handshake is a whole one.
   */
  Socket secure(Socket connection) throws IOException {
    SSLContext server = servers.get(connections.getAndIncrement() % servers.size());
    return server.getSocketFactory().createSocket(connection, null, true);
  }

  /** What a client has to trust. */
  TrustManager[] client() {
    return client;
  }

  private static KeyManager[] certified(PrivateKey key, Certificate... chain)
      throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("own", key, NO_PASSWORD, chain);
    // Keeps the key at hand, where "PKIX" would decrypt it for each handshake.
    KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
    managers.init(keys, NO_PASSWORD);
    return managers.getKeyManagers();
  }

  private static SSLContext server(KeyManager[] certified) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(certified, new TrustManager[0], null);
    return context;
  }

  private static TrustManager[] trusting(Certificate root)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", root);
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(trusted);
    return managers.getTrustManagers();
  }

  private static byte[] isAuthority() {
    return extension(0x13, Der.sequence(Der.yes()));
  }

  private static byte[] isLocalhost() {
    return extension(0x11, Der.sequence(Der.text(0x82, "localhost")));
  }

  private static byte[] extension(int id, byte[] value) {
    return Der.sequence(Der.objectId(0x55, 0x1d, id), Der.octets(value));
  }

  /** What the authority signs. */
  private record Issue(PrivateKey authority, Instant now) {
    Certificate certificate(int serial, String subject, KeyPair keys, byte[] extension)
        throws GeneralSecurityException {
      byte[] body =
          Der.sequence(
              Der.tagged(0xa0, Der.integer(2)),
              Der.integer(serial),
              SHA256_WITH_RSA,
              name("authority"),
              Der.sequence(time(now.minus(VALID)), time(now.plus(VALID))),
              name(subject),
              keys.getPublic().getEncoded(),
              Der.tagged(0xa3, Der.sequence(extension)));
      byte[] whole = Der.sequence(body, SHA256_WITH_RSA, Der.bits(signed(body)));
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(whole));
    }

    private byte[] signed(byte[] body) throws GeneralSecurityException {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(authority);
      signature.update(body);
      return signature.sign();
    }

    private static byte[] time(Instant instant) {
      return Der.text(0x18, TIME.format(instant));
    }

    private static byte[] name(String name) {
      byte[] commonName = Der.objectId(0x55, 0x04, 0x03);
      return Der.sequence(Der.set(Der.sequence(commonName, Der.text(0x0c, name))));
    }
  }
}
