package dev.gatekeeper.auth.realm;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What the parser makes of an htgroup file, and what it finds wrong. */
record ReadHtgroup(HtgroupFile file, List<String> problems) {

  static ReadHtgroup of(byte[] content) throws IOException {
    FileProblems problems = new FileProblems();
    HtgroupFile file = HtgroupFile.parse(TextLines.of(content), problems);
    return new ReadHtgroup(file, problems.found());
  }

  Set<String> groupsOf(String user) {
    return file.groupsOf(user);
  }
}
