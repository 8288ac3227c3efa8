package dev.gatekeeper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows between the packages of the filter: auth → realm → hash. */
@AnalyzeClasses(packages = "dev.gatekeeper", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule HASHES_KNOW_NOTHING_OF_OURS =
      noClasses()
          .that()
          .resideInAPackage("dev.gatekeeper.auth.hash")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.gatekeeper.auth", "dev.gatekeeper.auth.realm..");

  @ArchTest
  static final ArchRule REALMS_KNOW_HASHES_ALONE =
      noClasses()
          .that()
          .resideInAPackage("dev.gatekeeper.auth.realm")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.gatekeeper.auth", "jakarta.servlet..");

  @ArchTest
  static final ArchRule ONLY_THREE_ROOMS =
      classes()
          .should()
          .resideInAnyPackage(
              "dev.gatekeeper.auth", "dev.gatekeeper.auth.realm", "dev.gatekeeper.auth.hash");

  @ArchTest
  static final ArchRule NO_CONTAINER_AND_NO_HTTP_CLIENT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.hc..", "org.apache.catalina..", "org.eclipse.jetty..");
}
