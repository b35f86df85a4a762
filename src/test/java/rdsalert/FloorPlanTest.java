package rdsalert;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkClient;

/** The floor plan, from an allow-list: what is not named here may not be imported. */
class FloorPlanTest {
  private static final String[] EVERYWHERE = {"java..", "org.jspecify.annotations"};
  private static final String SDK = "software.amazon.awssdk..";

  @ParameterizedTest(name = "{0} may import {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rdsalert.event    | com.fasterxml.jackson..
          rdsalert.pattern  | rdsalert.event com.fasterxml.jackson.. software.amazon.event.ruler..
          rdsalert.text     | com.fasterxml.jackson..
          rdsalert.rule     | rdsalert.text rdsalert.pattern rdsalert.event \
                              com.fasterxml.jackson..
          rdsalert.yaml     | rdsalert.rule com.fasterxml.jackson.. org.snakeyaml..
          rdsalert.silence  | rdsalert.rule rdsalert.pattern rdsalert.event com.fasterxml.jackson..
          rdsalert.briefing | rdsalert.silence rdsalert.rule rdsalert.text rdsalert.pattern \
                              rdsalert.event com.fasterxml.jackson..
          rdsalert.command  | rdsalert.briefing rdsalert.rule rdsalert.text rdsalert.event \
                              com.fasterxml.jackson..
          rdsalert.render   | rdsalert.command rdsalert.briefing rdsalert.rule rdsalert.text \
                              rdsalert.event com.fasterxml.jackson..
          rdsalert.delivery | rdsalert.render rdsalert.briefing rdsalert.silence rdsalert.rule \
                              rdsalert.event
          rdsalert.guard    | rdsalert.delivery rdsalert.render rdsalert.rule rdsalert.pattern \
                              com.fasterxml.jackson..
          rdsalert.log      | rdsalert.guard rdsalert.delivery rdsalert.briefing rdsalert.silence \
                              rdsalert.event com.fasterxml.jackson..
          rdsalert.aws      | rdsalert.guard rdsalert.delivery rdsalert.render rdsalert.briefing rdsalert.rule \
                              rdsalert.event \
                              com.fasterxml.jackson.. software.amazon.awssdk.. \
                              org.apache.hc.client5.. org.apache.hc.core5.. javax.net..
          rdsalert.hunt     | rdsalert.delivery rdsalert.render rdsalert.briefing rdsalert.rule rdsalert.pattern \
                              rdsalert.text com.fasterxml.jackson..
          rdsalert.parameters | rdsalert.aws rdsalert.event com.fasterxml.jackson.. software.amazon.awssdk.. \
                              javax.xml.stream
          rdsalert.snapstart | org.crac software.amazon.awssdk.http..
          rdsalert.local.records | com.fasterxml.jackson.. org.apache.commons.compress.archivers.. \
                              org.apache.commons.io.input
          rdsalert.local.settings | rdsalert rdsalert.rule rdsalert.yaml com.fasterxml.jackson..
          """)
  void importsOnlyFromTheFloorsBelow(String floor, String below) {
    String[] allowed =
        Stream.of(new String[] {floor}, EVERYWHERE, below.split(" +", -1))
            .flatMap(Stream::of)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(floor)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed))
        .check(House.CODE);
  }

  @Test
  void hasNoFloorThatThePlanDoesNotName() {
    classes()
        .should()
        .resideInAnyPackage(
            "rdsalert",
            "rdsalert.log",
            "rdsalert.aws",
            "rdsalert.parameters",
            "rdsalert.guard",
            "rdsalert.delivery",
            "rdsalert.render",
            "rdsalert.command",
            "rdsalert.briefing",
            "rdsalert.silence",
            "rdsalert.rule",
            "rdsalert.yaml",
            "rdsalert.text",
            "rdsalert.pattern",
            "rdsalert.event",
            "rdsalert.snapstart",
            "rdsalert.hunt",
            "rdsalert.local",
            "rdsalert.local.records",
            "rdsalert.local.settings")
        .check(House.CODE);
  }

  @Test
  void keepsTheLocalCommandOutOfTheFunction() {
    noClasses()
        .that()
        .resideOutsideOfPackages("rdsalert.local..", "rdsalert.hunt", "rdsalert.yaml")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "rdsalert.local..",
            "rdsalert.hunt",
            "rdsalert.yaml",
            "org.snakeyaml..",
            "picocli..",
            "software.amazon.dynamodb..",
            "com.fasterxml.jackson.dataformat..",
            "org.apache.commons..")
        .check(House.CODE);
  }

  /** A hunt's class path is short, for each start opens all of it. */
  @Test
  void huntsWithoutTheSdk() {
    noClasses()
        .that(
            are(
                "parts of a hunt",
                c ->
                    isPartOf(c, "rdsalert.Wiring")
                        || (c.getPackageName().startsWith("rdsalert.local")
                            && !isPartOf(c, "rdsalert.local.LocalLedger"))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon.awssdk..", "software.amazon.dynamodb..", "org.crac..")
        .check(House.CODE);
  }

  @Test
  void goesInNoCircles() {
    slices().matching("rdsalert.(*)").should().beFreeOfCycles().check(House.CODE);
  }

  @Test
  void makesClientsInTheWiringAlone() {
    noClasses()
        .that(are("not the wiring", c -> !isPartOf(c, "rdsalert.AwsWiring")))
        .should()
        .callCodeUnitWhere(
            JavaCall.Predicates.target(
                DescribedPredicate.describe(
                    "makes a client", (CodeUnitCallTarget target) -> makesClient(target))))
        .check(House.CODE);
  }

  @Test
  void readsTheEnvironmentInSettingsAndWiringAlone() {
    noClasses()
        .that(
            are(
                "neither settings nor wiring",
                c -> !isPartOf(c, "rdsalert.AwsWiring") && !isPartOf(c, "rdsalert.Settings")))
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(House.CODE);
  }

  @Test
  void knowsTheSdkOnlyAtTheTop() {
    House.noClassesFromDeliveryDown()
        .or()
        .resideInAPackage("rdsalert.log")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(SDK)
        .check(House.CODE);
  }

  private static boolean makesClient(CodeUnitCallTarget target) {
    return (target.getName().equals("builder") || target.getName().equals("create"))
        && target.getOwner().isAssignableTo(SdkClient.class);
  }

  private static boolean isPartOf(JavaClass candidate, String outermost) {
    return candidate.getName().equals(outermost) || candidate.getName().startsWith(outermost + "$");
  }

  private static DescribedPredicate<JavaClass> are(String what, Predicate<JavaClass> which) {
    return DescribedPredicate.describe(what, which);
  }
}
