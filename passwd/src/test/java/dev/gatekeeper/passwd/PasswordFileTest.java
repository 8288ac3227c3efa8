package dev.gatekeeper.passwd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {

  /** One may think about a password for long. */
  @Test
  void aFileThatBecameAnotherKindWhileThePasswordWasTypedIsLeftAsItIs(@TempDir Path folder)
      throws Exception {
    Path path = Files.writeString(folder.resolve("htpasswd"), "bob:x\n");
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    PasswordFile file = new PasswordFile(path, nowhere, nowhere);

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(
            () ->
                file.update(
                    "bob",
                    () -> {
                      Files.writeString(path, "127.0.0.1 localhost\n");
                      return "$apr1$UxNVvTzv$tbmxfzeD7/Q74Nvx9.Ybi.";
                    }))
        .withMessage(path + " is no htpasswd file: line 1 has no colon.");

    assertThat(path).hasContent("127.0.0.1 localhost");
  }
}
