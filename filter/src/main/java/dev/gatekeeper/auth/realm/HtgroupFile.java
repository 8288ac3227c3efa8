package dev.gatekeeper.auth.realm;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The groups of an htgroup file: lines of {@code group: user user …}; a group may have several. */
final class HtgroupFile {

  /** The file of those who have none. */
  static final HtgroupFile EMPTY = new HtgroupFile(Map.of());

  private static final Membership IN_NO_GROUP = new Membership(Set.of(), "");

  private final Map<String, Membership> memberships;

  private HtgroupFile(Map<String, Membership> memberships) {
    this.memberships = memberships;
  }

  static HtgroupFile parse(TextLines lines, WatchedFile.Problems problems) {
    Map<String, SortedSet<String>> groupsByUser = new HashMap<>();
    lines.forEach(
        (number, line) -> {
          GroupLine groupLine = GroupLine.parse(line);
          if (groupLine == null) {
            problems.at(number, "there is no 'group:' at the beginning");
          } else if (NameRule.violationBy(groupLine.group()) != null) {
            problems.at(number, "the group name " + NameRule.violationBy(groupLine.group()));
          } else if (groupLine.members().isEmpty()) {
            problems.at(number, "group '" + groupLine.group() + "' has no members");
          } else {
            groupLine
                .members()
                .forEach(
                    user ->
                        groupsByUser
                            .computeIfAbsent(user, u -> new TreeSet<>())
                            .add(groupLine.group()));
          }
        },
        problems);
    Map<String, Membership> memberships = new HashMap<>();
    groupsByUser.forEach((user, groups) -> memberships.put(user, Membership.of(groups)));
    return new HtgroupFile(memberships);
  }

  Set<String> groupsOf(String user) {
    return memberships.getOrDefault(user, IN_NO_GROUP).groups();
  }

  /** The user's groups as one text, which differs when they do. */
  String textOf(String user) {
    return memberships.getOrDefault(user, IN_NO_GROUP).text();
  }

  private record Membership(Set<String> groups, String text) {
    static Membership of(SortedSet<String> groups) {
      // a colon ends a group's name, so none has one
      return new Membership(Collections.unmodifiableSet(groups), String.join(":", groups));
    }
  }
}
