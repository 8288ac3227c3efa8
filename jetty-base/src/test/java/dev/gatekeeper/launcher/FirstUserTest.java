package dev.gatekeeper.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.hash.PasswordHash;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstUserTest {

  @Test
  void thePasswordIsKeptAsAHashAlone(@TempDir Path folder) throws Exception {
    FirstUser.Files files =
        new FirstUser.Files(folder.resolve("htpasswd"), folder.resolve("htgroup"));

    String password = FirstUser.createIfAbsent(files).orElseThrow();

    String line = Files.readString(files.htpasswd());
    assertThat(line).startsWith("admin:$2y$10$").endsWith("\n").doesNotContain(password);
    PasswordHash hash =
        PasswordHash.parse(line.strip().substring("admin:".length()), HashPolicy.DEFAULT);
    assertThat(hash.matches(password)).isTrue();
    assertThat(files.htgroup()).hasContent("admin: admin");
  }

  @Test
  void filesThatAreThereStayAsTheyAre(@TempDir Path folder) throws Exception {
    FirstUser.Files files =
        new FirstUser.Files(folder.resolve("htpasswd"), folder.resolve("htgroup"));
    Files.writeString(files.htpasswd(), "alice:x\n");
    Files.writeString(files.htgroup(), "reader: alice\n");

    assertThat(FirstUser.createIfAbsent(files)).isEmpty();

    assertThat(files.htpasswd()).hasContent("alice:x");
    assertThat(files.htgroup()).hasContent("reader: alice");
  }
}
