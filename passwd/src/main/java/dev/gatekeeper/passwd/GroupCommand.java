package dev.gatekeeper.passwd;

import dev.gatekeeper.passwd.Failure.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds users to the groups of an htgroup file, removes and lists them. */
@Command(
    name = "group",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    customSynopsis = {
      "java -jar gatekeeper-passwd.jar group [-c] FILE GROUP USER",
      "       java -jar gatekeeper-passwd.jar group -D FILE GROUP USER",
      "       java -jar gatekeeper-passwd.jar group -Da FILE USER",
      "       java -jar gatekeeper-passwd.jar group -l FILE",
    },
    description = {
      "",
      "Keeps the groups of a file for Apache httpd (AuthGroupFile) and the gatekeeper.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 done; 1 the file can't be read or written; 2 wrong command line; 6 no name"
          + " for a user or a group."
    })
final class GroupCommand implements Callable<@Nullable Void> {

  private final PrintWriter out;
  private final PrintWriter err;

  @Option(
      names = {"-c", "--create"},
      description = "Make the file; one that is there loses all its groups.")
  private boolean create;

  @Option(
      names = {"-D", "--delete"},
      description = "Remove the user from the group.")
  private boolean delete;

  @Option(
      names = {"-a", "--all"},
      description = "With -D: remove the user from all groups.")
  private boolean all;

  @Option(
      names = {"-l", "--list"},
      description = "List the groups and their users.")
  private boolean list;

  @Parameters(hidden = true)
  private List<String> arguments = List.of();

  GroupCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public @Nullable Void call() throws IOException {
    if ((create && delete) || (create && list) || (delete && list) || (all && !delete)) {
      throw new Failure(Kind.SYNTAX, "only one of -c, -D and -l may be given, and -a with -D.");
    }
    Arguments.require(
        list ? List.of("FILE") : all ? List.of("FILE", "USER") : List.of("FILE", "GROUP", "USER"),
        arguments);
    if (create) {
      file(Arguments.file(arguments.get(0))).create(group(), user());
      return null;
    }
    GroupFile file = file(Arguments.existingFile(arguments.get(0)));
    if (list) {
      file.list();
    } else if (all) {
      file.removeFromAll(user());
    } else if (delete) {
      file.remove(group(), user());
    } else {
      file.add(group(), user());
    }
    return null;
  }

  private GroupFile file(Path file) {
    return new GroupFile(file, out, err);
  }

  private String group() {
    return arguments.get(1);
  }

  private String user() {
    return Arguments.user(arguments.get(arguments.size() - 1));
  }
}
