package dev.gatekeeper.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeExampleTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");

  private static final String IMPORTS =
      """
      import dev.gatekeeper.auth.*;
      import dev.gatekeeper.auth.realm.*;
      import jakarta.servlet.*;
      import jakarta.servlet.annotation.*;
      import java.nio.file.Path;
      import java.util.EnumSet;
      """;

  @Test
  void theExampleOfTheReadmeCompiles(@TempDir Path folder) throws IOException {
    Matcher example = JAVA.matcher(Files.readString(README));
    assertThat(example.find()).isTrue();
    Path source = Files.writeString(folder.resolve("Security.java"), IMPORTS + example.group(1));

    StringWriter complaints = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(source);
      List<String> options = List.of("-d", folder.toString(), "-proc:none");
      boolean compiled = compiler.getTask(complaints, files, null, options, null, sources).call();
      assertThat(compiled).as(complaints.toString()).isTrue();
    }
  }
}
