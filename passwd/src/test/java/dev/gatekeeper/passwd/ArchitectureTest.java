package dev.gatekeeper.passwd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.gatekeeper.passwd",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_TOOL_KNOWS_HASHES_FILES_AND_PICOCLI_ALONE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.gatekeeper.passwd",
              "dev.gatekeeper.auth.hash",
              "dev.gatekeeper.auth.realm",
              "picocli",
              "java..",
              "org.jspecify.annotations");
}
