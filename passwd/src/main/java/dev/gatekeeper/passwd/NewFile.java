package dev.gatekeeper.passwd;

import dev.gatekeeper.auth.realm.FileEditor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a file with its first line, as {@code -c} does: what was there is gone. */
final class NewFile {

  private NewFile() {}

  static <T> void write(Path file, FileEditor<T> editor, T content, PrintWriter err)
      throws IOException {
    boolean isNew = Files.notExists(file);
    editor.editOrCreate(before -> content);
    if (isNew) {
      err.println(file + " is new; only its owner and its group can read it.");
    }
  }
}
