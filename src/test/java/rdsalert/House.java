package rdsalert;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;

/** The compiled code without its tests, read once for all tests of the floor plan. */
final class House {
  static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("rdsalert");

  private House() {}

  /** What decides and writes, and touches nothing outside; the log writes to a stream besides. */
  static GivenClassesConjunction noClassesFromDeliveryDown() {
    return ArchRuleDefinition.noClasses()
        .that()
        .resideInAnyPackage(
            "rdsalert.delivery",
            "rdsalert.render",
            "rdsalert.command",
            "rdsalert.briefing",
            "rdsalert.text",
            "rdsalert.silence",
            "rdsalert.rule",
            "rdsalert.pattern",
            "rdsalert.event");
  }
}
