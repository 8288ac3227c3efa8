package com.example.webapp;

import dev.gatekeeper.auth.hash.PasswordHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The files of a folder that stands for {@code /etc/example}. Passwords are {@code NAME-secret}.
 */
record Users(Path folder) {

  private static final String FOLDER_IN_WEB_XML = "/etc/example";

  void write(String... names) throws IOException {
    PasswordHasher hasher = PasswordHasher.bcrypt(4);
    Files.writeString(
        folder.resolve("htpasswd"),
        Arrays.stream(names)
            .map(name -> name + ":" + hasher.hash(name + "-secret") + "\n")
            .collect(Collectors.joining()));
  }

  void writeEditors(String... names) throws IOException {
    Files.writeString(folder.resolve("htgroup"), "editor: " + String.join(" ", names) + "\n");
  }

  /** The webapp's own web.xml, but for the folder of the files. */
  Path webXmlOf(Path webapp) throws IOException {
    return Files.writeString(
        folder.resolve("web.xml"),
        Files.readString(webapp.resolve("WEB-INF/web.xml"))
            .replace(FOLDER_IN_WEB_XML, folder.toString()));
  }
}
