package dev.gatekeeper.realms;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which roles the groups of a realm give.
 *
 * <p>As a text, entries are divided by semicolons, and each is a role, a colon and a group, such as
 * {@code admin: cn=Operators,ou=Groups,dc=example,dc=org; writer: data-science}. Several groups may
 * give one role, and one group several. Groups that are not named give none.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param entries what was written, in its order
 */
public record GroupRoles(List<Entry> entries) {

  /**
   * One group and what it gives.
   *
   * @param role a name that the webapp asks for
   * @param group a name as the realm has it; neither empty nor with spaces around it
   */
  public record Entry(String role, String group) {}

  /**
   * Copies the entries.
   *
   * @param entries what was written, in its order
   */
  public GroupRoles {
    entries = List.copyOf(entries);
  }

  /**
   * Gives each role to the group of the same name: what counts where nothing is written.
   *
   * @param roles those that the webapp knows
   * @return a mapping
   */
  public static GroupRoles ofTheSameName(Collection<String> roles) {
    return new GroupRoles(roles.stream().map(role -> new Entry(role, role)).toList());
  }

  /**
   * Reads a text.
   *
   * @param text entries, divided by semicolons
   * @param roles those that the webapp knows
   * @return the mapping
   * @throws IllegalArgumentException if it can't be read; the message is a clause
   */
  public static GroupRoles parse(String text, Collection<String> roles) {
    List<Entry> entries = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      String entry = part.strip();
      if (!entry.isEmpty()) {
        entries.add(entry(entry, roles));
      }
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("it names no group");
    }
    return new GroupRoles(entries);
  }

  private static Entry entry(String text, Collection<String> roles) {
    int colon = text.indexOf(':');
    String role = colon < 0 ? "" : text.substring(0, colon).strip();
    String group = text.substring(colon + 1).strip();
    if (!roles.contains(role) || group.isEmpty()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' in it is not a role ("
              + roles.stream().sorted().collect(Collectors.joining(", "))
              + "), a colon and the name of a group");
    }
    return new Entry(role, group);
  }

  /**
   * Finds the roles of who is in these groups.
   *
   * @param groups names, compared exactly
   * @return the roles, perhaps none
   */
  public Set<String> of(Collection<String> groups) {
    Set<String> roles = new LinkedHashSet<>();
    for (Entry entry : entries) {
      if (groups.contains(entry.group())) {
        roles.add(entry.role());
      }
    }
    return roles;
  }
}
