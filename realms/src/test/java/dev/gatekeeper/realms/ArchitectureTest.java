package dev.gatekeeper.realms;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the rooms of the realms apart. */
@AnalyzeClasses(
    packages = "dev.gatekeeper.realms",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule NO_REALM_KNOWS_ANOTHER =
      slices()
          .matching("dev.gatekeeper.realms.(*)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule ONLY_THESE_ROOMS =
      classes()
          .should()
          .resideInAnyPackage(
              "dev.gatekeeper.realms",
              "dev.gatekeeper.realms.container",
              "dev.gatekeeper.realms.jdbc",
              "dev.gatekeeper.realms.ldap",
              "dev.gatekeeper.realms.oidc..");
}
