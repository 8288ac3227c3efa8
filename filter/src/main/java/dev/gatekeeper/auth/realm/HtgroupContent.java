package dev.gatekeeper.auth.realm;

import dev.gatekeeper.auth.realm.RawLines.Line;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an htgroup file holds, to be changed by a {@link FileEditor}: lines of {@code group: user
 * user …}. A group may have several; a new member comes into its first. What is not changed is kept
 * byte for byte. Immutable and thread-safe.
 *
 * @see <a href="https://httpd.apache.org/docs/2.4/mod/mod_authz_groupfile.html">htgroup</a>
 */
public final class HtgroupContent {

  private final RawLines lines;

  HtgroupContent(RawLines lines) {
    this.lines = lines;
  }

  /**
   * What a new file begins with.
   *
   * @return a content without groups
   */
  public static HtgroupContent empty() {
    return new HtgroupContent(RawLines.NONE);
  }

  RawLines lines() {
    return lines;
  }

  /**
   * The groups and their members.
   *
   * @return the members by group, both in the order of the file; unmodifiable
   */
  public Map<String, Set<String>> groups() {
    Map<String, Set<String>> groups = new LinkedHashMap<>();
    for (Line line : lines.lines()) {
      GroupLine groupLine = parse(line);
      if (groupLine != null && !groupLine.members().isEmpty()) {
        groups
            .computeIfAbsent(groupLine.group(), group -> new LinkedHashSet<>())
            .addAll(groupLine.members());
      }
    }
    groups.replaceAll((group, members) -> Collections.unmodifiableSet(members));
    return Collections.unmodifiableMap(groups);
  }

  /**
   * The members of a group.
   *
   * @param group the group's name
   * @return its members in the order of the file, perhaps none; unmodifiable
   */
  public Set<String> membersOf(String group) {
    return groups().getOrDefault(group, Set.of());
  }

  /**
   * Adds a user to a group, which comes into being where there is none.
   *
   * @param group the group's name
   * @param user the user's name
   * @return the content with that member
   * @throws IllegalArgumentException if a name has a colon, white space or a control character, is
   *     empty or longer than 255 bytes, or begins with {@code #}
   */
  public HtgroupContent with(String group, String user) {
    NameRule.require("group name", NameRule.violationAmongOthersBy(group));
    NameRule.require("user name", NameRule.violationAmongOthersBy(user));
    if (membersOf(group).contains(user)) {
      return this;
    }
    List<Line> all = lines.lines();
    for (int i = 0; i < all.size(); i++) {
      Line line = all.get(i);
      GroupLine groupLine = parse(line);
      if (groupLine != null && groupLine.group().equals(group)) {
        String changed = GroupLine.withMember(line.bytes(), RawLines.bytesOf(user));
        return new HtgroupContent(lines.withLine(i, line.changedTo(changed)));
      }
    }
    return new HtgroupContent(lines.withLine(group + ": " + user));
  }

  /**
   * Removes a user from a group. A line that loses its last member goes too.
   *
   * @param group the group's name
   * @param user the user's name
   * @return the content without that member
   */
  public HtgroupContent without(String group, String user) {
    return without(group::equals, user);
  }

  /**
   * Removes a user from all groups, as when the user is deleted: a later one of that name must not
   * inherit them. A line that loses its last member goes too.
   *
   * @param user the user's name
   * @return the content without that user
   */
  public HtgroupContent without(String user) {
    return without(group -> true, user);
  }

  private HtgroupContent without(Predicate<String> groups, String user) {
    return new HtgroupContent(
        lines.map(
            line -> {
              GroupLine groupLine = parse(line);
              if (groupLine == null
                  || !groups.test(groupLine.group())
                  || !groupLine.members().contains(user)) {
                return Optional.of(line);
              }
              return Stream.of(GroupLine.withoutMember(line.bytes(), RawLines.bytesOf(user)))
                  .map(line::changedTo)
                  .filter(changed -> hasMembers(changed))
                  .findFirst();
            }));
  }

  private static boolean hasMembers(Line line) {
    GroupLine groupLine = parse(line);
    return groupLine != null && !groupLine.members().isEmpty();
  }

  private static @Nullable GroupLine parse(Line line) {
    String text = line.text();
    return text == null ? null : GroupLine.parse(text);
  }
}
