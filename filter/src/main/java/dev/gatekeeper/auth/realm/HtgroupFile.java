package dev.gatekeeper.auth.realm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The groups of an htgroup file: lines of {@code group: user user …}; a group may have several. */
final class HtgroupFile {

  private final Map<String, Set<String>> groupsByUser;

  private HtgroupFile(Map<String, Set<String>> groupsByUser) {
    this.groupsByUser = groupsByUser;
  }

  static HtgroupFile parse(TextLines lines, WatchedFile.Problems problems) {
    Map<String, Set<String>> groupsByUser = new HashMap<>();
    lines.forEach(
        (number, line) -> {
          int colon = line.indexOf(':');
          if (colon <= 0) {
            problems.at(number, "there is no 'group:' at the beginning");
            return;
          }
          String group = line.substring(0, colon).trim();
          String members = line.substring(colon + 1).trim();
          if (members.isEmpty()) {
            problems.at(number, "group '" + group + "' has no members");
            return;
          }
          for (String user : members.split("\\s+", -1)) {
            groupsByUser.computeIfAbsent(user, u -> new HashSet<>()).add(group);
          }
        },
        problems);
    return new HtgroupFile(groupsByUser);
  }

  Set<String> groupsOf(String user) {
    return groupsByUser.getOrDefault(user, Set.of());
  }
}
