package dev.gatekeeper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows between the packages of the filter. */
@AnalyzeClasses(packages = "dev.gatekeeper", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String HTTP = "dev.gatekeeper.auth";
  private static final String LOGIN = "dev.gatekeeper.auth.login";
  private static final String REALM = "dev.gatekeeper.auth.realm";
  private static final String HASH = "dev.gatekeeper.auth.hash";
  private static final String ADDRESS = "dev.gatekeeper.auth.address";

  @ArchTest
  static final ArchRule ARROWS_RUN_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("http")
          .definedBy(HTTP)
          .layer("login")
          .definedBy(LOGIN)
          .layer("realm")
          .definedBy(REALM)
          .layer("hash")
          .definedBy(HASH)
          .layer("address")
          .definedBy(ADDRESS)
          .whereLayer("http")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("login")
          .mayOnlyBeAccessedByLayers("http")
          .whereLayer("realm")
          .mayOnlyBeAccessedByLayers("http", "login")
          .whereLayer("hash")
          .mayOnlyBeAccessedByLayers("http", "realm")
          .whereLayer("address")
          .mayOnlyBeAccessedByLayers("http", "login");

  @ArchTest
  static final ArchRule THERE_IS_NO_OTHER_ROOM =
      classes().should().resideInAnyPackage(HTTP, LOGIN, REALM, HASH, ADDRESS);

  @ArchTest
  static final ArchRule ONLY_ONE_ROOM_KNOWS_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackage(HTTP)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.servlet..");

  @ArchTest
  static final ArchRule NO_CONTAINER_AND_NO_HTTP_CLIENT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.hc..", "org.apache.catalina..", "org.eclipse.jetty..");
}
