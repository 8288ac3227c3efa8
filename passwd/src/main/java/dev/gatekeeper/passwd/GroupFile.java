package dev.gatekeeper.passwd;

import dev.gatekeeper.auth.realm.FileEditor;
import dev.gatekeeper.auth.realm.HtgroupContent;
import dev.gatekeeper.passwd.Failure.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** What can be done with an htgroup file, and what is said of it. */
final class GroupFile {

  private final Path file;
  private final FileEditor<HtgroupContent> editor;
  private final PrintWriter out;
  private final PrintWriter err;

  GroupFile(Path file, PrintWriter out, PrintWriter err) {
    this.file = file;
    this.editor = FileEditor.htgroup(file);
    this.out = out;
    this.err = err;
  }

  void create(String group, String user) throws IOException {
    NewFile.write(file, editor, with(HtgroupContent.empty(), group, user), err);
    err.println("Adding user " + user + " to group " + group);
  }

  void add(String group, String user) throws IOException {
    HtgroupContent before = editor.edit(groups -> with(groups, group, user));
    err.println(
        before.membersOf(group).contains(user)
            ? "User " + user + " is in group " + group + " already"
            : "Adding user " + user + " to group " + group);
  }

  private static HtgroupContent with(HtgroupContent groups, String group, String user) {
    try {
      return groups.with(group, user);
    } catch (IllegalArgumentException e) {
      throw new Failure(Kind.NAME, e.getMessage());
    }
  }

  void remove(String group, String user) throws IOException {
    HtgroupContent before = editor.edit(groups -> groups.without(group, user));
    err.println(
        before.membersOf(group).contains(user)
            ? "Removing user " + user + " from group " + group
            : "User " + user + " is not in group " + group);
  }

  void removeFromAll(String user) throws IOException {
    HtgroupContent before = editor.edit(groups -> groups.without(user));
    List<String> groups =
        before.groups().keySet().stream()
            .filter(group -> before.membersOf(group).contains(user))
            .toList();
    err.println(
        groups.isEmpty()
            ? "User " + user + " is in no group"
            : "Removing user " + user + " from " + String.join(", ", groups));
  }

  void list() throws IOException {
    editor
        .read()
        .groups()
        .forEach((group, members) -> out.println(group + ": " + String.join(" ", members)));
  }
}
