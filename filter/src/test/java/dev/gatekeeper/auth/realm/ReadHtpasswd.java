package dev.gatekeeper.auth.realm;

import dev.gatekeeper.auth.hash.HashPolicy;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the parser makes of an htpasswd file, and what it finds wrong. */
record ReadHtpasswd(HtpasswdFile file, List<String> problems) {

  static ReadHtpasswd of(byte[] content) throws IOException {
    FileProblems problems = new FileProblems();
    HtpasswdFile file = HtpasswdFile.parse(TextLines.of(content), problems, HashPolicy.DEFAULT);
    return new ReadHtpasswd(file, problems.found());
  }

  /** What two files agree in if they have the same hash of a user. */
  @Nullable Object hashOf(String user) {
    return file.hashOf(user);
  }
}
