package com.example.boot;

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

  Path htpasswd() {
    return folder.resolve("htpasswd");
  }

  Path htgroup() {
    return folder.resolve("htgroup");
  }

  void write(String... names) throws IOException {
    PasswordHasher hasher = PasswordHasher.bcrypt(4);
    Files.createDirectories(folder);
    Files.writeString(
        htpasswd(),
        Arrays.stream(names)
            .map(name -> name + ":" + hasher.hash(name + "-secret") + "\n")
            .collect(Collectors.joining()));
  }

  void writeGroups(String lines) throws IOException {
    Files.writeString(htgroup(), lines);
  }
}
