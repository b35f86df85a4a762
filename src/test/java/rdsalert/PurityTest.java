package rdsalert;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLEncoder;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From delivery down the same input gives the same output: no clock, no environment, no network, no
 * chance, and nothing that depends on where the machine stands.
 */
class PurityTest {
  /** Names for addresses and the addresses of packaged files; nothing here opens a connection. */
  private static final Set<Class<?>> ADDRESSES =
      Set.of(
          URI.class,
          URISyntaxException.class,
          URL.class,
          URLEncoder.class,
          InetAddress.class,
          Inet4Address.class,
          Inet6Address.class);

  /** Owner and method, of whatever parameters. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.System.getenv",
        "java.lang.System.getProperty",
        "java.lang.System.currentTimeMillis",
        "java.lang.System.nanoTime",
        "java.lang.Math.random",
        "java.lang.Thread.sleep",
        "java.util.UUID.randomUUID",
        "java.util.Locale.getDefault",
        "java.util.TimeZone.getDefault",
        "java.time.ZoneId.systemDefault",
        "java.time.Clock.systemUTC",
        "java.time.Clock.systemDefaultZone",
        "java.time.Clock.system",
        "java.time.InstantSource.system",
        "java.nio.charset.Charset.defaultCharset",
        "java.net.InetAddress.getByName",
        "java.net.InetAddress.getAllByName",
        "java.net.InetAddress.getLocalHost",
        "java.net.InetAddress.getHostName",
        "java.net.InetAddress.getCanonicalHostName",
        "java.net.URL.openStream",
        "java.net.URL.openConnection",
        "java.lang.Runtime.exec",
        "java.lang.ProcessBuilder.start",
      })
  void never(String method) {
    forbid(method, target -> target.getFullName().startsWith(method + "("));
  }

  @Test
  void neverAsksATimeTypeForNow() {
    forbid(
        "ask java.time for now",
        target ->
            target.getName().equals("now") && target.getOwner().getName().startsWith("java.time."));
  }

  @Test
  void neverDrawsAnUnseededNumber() {
    forbid(
        "make a generator without a seed",
        target ->
            target.getFullName().equals("java.util.Random.<init>()")
                || target.getOwner().getName().equals("java.util.concurrent.ThreadLocalRandom")
                || target.getOwner().getName().equals("java.security.SecureRandom"));
  }

  /** In the whole of the code: two restores of one snapshot would go on with the same state. */
  @Test
  void keepsNoGeneratorOfRandomNumbers() {
    ArchRuleDefinition.noFields()
        .should()
        .haveRawType(JavaClass.Predicates.assignableTo(Random.class))
        .check(House.CODE);
    ArchRuleDefinition.noClasses()
        .should()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .check(House.CODE);
  }

  @Test
  void neverWritesInTheLocaleOfTheMachine() {
    forbid(
        "use the default locale",
        target ->
            target.getFullName().equals("java.lang.String.toLowerCase()")
                || target.getFullName().equals("java.lang.String.toUpperCase()")
                || target.getFullName().startsWith("java.lang.String.formatted(")
                || target.getFullName().startsWith("java.lang.String.format(java.lang.String,"));
  }

  @Test
  void reachesNoNetwork() {
    House.noClassesFromDeliveryDown()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "belong to java.net, except for names of things",
                (JavaClass c) ->
                    c.getPackageName().startsWith("java.net")
                        && ADDRESSES.stream().noneMatch(c::isEquivalentTo)))
        .check(House.CODE);
  }

  private static void forbid(String what, Predicate<CodeUnitCallTarget> calls) {
    House.noClassesFromDeliveryDown()
        .should()
        .callCodeUnitWhere(
            JavaCall.Predicates.target(
                DescribedPredicate.<CodeUnitCallTarget>describe(what, calls)))
        .check(House.CODE);
  }
}
