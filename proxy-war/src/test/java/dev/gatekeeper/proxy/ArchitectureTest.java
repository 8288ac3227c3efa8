package dev.gatekeeper.proxy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Holds the arrows between the packages of the WAR: config → account, mlflow, proxy; account →
 * mlflow; mlflow → audit, origin; proxy → origin; never back.
 */
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
          .resideInAnyPackage(
              "dev.gatekeeper.proxy.mlflow",
              "dev.gatekeeper.proxy.account",
              "dev.gatekeeper.proxy.audit");

  @ArchTest
  static final ArchRule ORIGIN_AND_AUDIT_KNOW_NOBODY =
      noClasses()
          .that()
          .resideInAnyPackage("dev.gatekeeper.proxy.origin", "dev.gatekeeper.proxy.audit")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.gatekeeper.proxy..")
                  .and(not(resideInAPackage("dev.gatekeeper.proxy.origin")))
                  .and(not(resideInAPackage("dev.gatekeeper.proxy.audit"))));

  @ArchTest
  static final ArchRule WHAT_KNOWS_MLFLOW_DOES_NOT_KNOW_HOW_REQUESTS_ARE_CARRIED =
      noClasses()
          .that()
          .resideInAPackage("dev.gatekeeper.proxy.mlflow")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.hc..", "dev.gatekeeper.proxy", "dev.gatekeeper.proxy.account");

  @ArchTest
  static final ArchRule ACCOUNTS_KNOW_ROLES_AND_NOTHING_ELSE =
      noClasses()
          .that()
          .resideInAPackage("dev.gatekeeper.proxy.account")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.hc..",
              "dev.gatekeeper.proxy",
              "dev.gatekeeper.proxy.audit",
              "dev.gatekeeper.proxy.origin");

  @ArchTest
  static final ArchRule ONLY_THESE_ROOMS =
      classes()
          .should()
          .resideInAnyPackage(
              "dev.gatekeeper.proxy",
              "dev.gatekeeper.proxy.account",
              "dev.gatekeeper.proxy.audit",
              "dev.gatekeeper.proxy.config",
              "dev.gatekeeper.proxy.mlflow",
              "dev.gatekeeper.proxy.origin");

  @ArchTest
  static final ArchRule NO_CONTAINER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.catalina..", "org.eclipse.jetty..");
}
