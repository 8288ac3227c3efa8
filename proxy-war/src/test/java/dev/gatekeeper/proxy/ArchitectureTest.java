package dev.gatekeeper.proxy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows between the packages of the WAR: config → mlflow, proxy; never back. */
@AnalyzeClasses(
    packages = "dev.gatekeeper.proxy",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule NOBODY_KNOWS_THE_CONFIGURATION =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gatekeeper.proxy.config")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.gatekeeper.proxy.config");

  @ArchTest
  static final ArchRule THE_PROXY_DOES_NOT_KNOW_MLFLOW =
      noClasses()
          .that()
          .resideInAPackage("dev.gatekeeper.proxy")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.gatekeeper.proxy.mlflow");

  @ArchTest
  static final ArchRule WHAT_KNOWS_MLFLOW_DOES_NOT_KNOW_HOW_REQUESTS_ARE_CARRIED =
      noClasses()
          .that()
          .resideInAPackage("dev.gatekeeper.proxy.mlflow")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.hc..", "dev.gatekeeper.proxy");

  @ArchTest
  static final ArchRule ONLY_THREE_ROOMS =
      classes()
          .should()
          .resideInAnyPackage(
              "dev.gatekeeper.proxy", "dev.gatekeeper.proxy.mlflow", "dev.gatekeeper.proxy.config");

  @ArchTest
  static final ArchRule NO_CONTAINER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.catalina..", "org.eclipse.jetty..");
}
