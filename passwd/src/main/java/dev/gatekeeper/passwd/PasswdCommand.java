package dev.gatekeeper.passwd;

import dev.gatekeeper.auth.hash.PasswordHasher;
import dev.gatekeeper.passwd.Failure.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates, changes, deletes, verifies and lists the users of an htpasswd file. */
@Command(
    name = Passwd.NAME,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    customSynopsis = {
      "java -jar gatekeeper-passwd.jar [-c] [-b|-i] [HASHING] FILE USER [PASSWORD]",
      "       java -jar gatekeeper-passwd.jar -n [-b|-i] [HASHING] USER [PASSWORD]",
      "       java -jar gatekeeper-passwd.jar -v [-b|-i] FILE USER [PASSWORD]",
      "       java -jar gatekeeper-passwd.jar -D FILE USER",
      "       java -jar gatekeeper-passwd.jar -l FILE",
      "       java -jar gatekeeper-passwd.jar group --help",
    },
    description = {
      "",
      "Keeps the users and password hashes of a file for Apache httpd, nginx and the gatekeeper,"
          + " with the flags of Apache's htpasswd.",
      ""
    },
    footer = {
      "",
      "HASHING is one of -B [-C COST], -5 [-r ROUNDS], -2 [-r ROUNDS] and -m.",
      "",
      "Exit status: 0 done; 1 the file can't be read or written; 2 wrong command line; 3 wrong"
          + " password, or two that differ; 4 interrupted; 5 user or password too long; 6 no such"
          + " user, or no name for one; 7 no htpasswd file."
    })
final class PasswdCommand implements Callable<@Nullable Void> {

  private enum Task {
    UPDATE,
    CREATE,
    PRINT,
    VERIFY,
    DELETE,
    LIST
  }

  private final PasswordReader passwords;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Set<Task> tasks = EnumSet.noneOf(Task.class);

  @Option(
      order = 6,
      names = {"-b", "--batch"},
      description = "Take the password from the command line, where others may see it.")
  private boolean batch;

  @Option(
      order = 7,
      names = {"-i", "--stdin"},
      description = "Take the password from standard input, without the line end.")
  private boolean stdin;

  @Mixin private HashOptions hashing = new HashOptions();

  @Parameters(hidden = true)
  private List<String> arguments = List.of();

  PasswdCommand(PasswordReader passwords, PrintWriter out, PrintWriter err) {
    this.passwords = passwords;
    this.out = out;
    this.err = err;
  }

  @Option(
      order = 1,
      names = {"-c", "--create"},
      description = "Make the file; one that is there loses all its users.")
  void create(boolean chosen) {
    choose(chosen, Task.CREATE);
  }

  @Option(
      order = 5,
      names = {"-n", "--print"},
      description = "Print the line instead of writing it into a file.")
  void print(boolean chosen) {
    choose(chosen, Task.PRINT);
  }

  @Option(
      order = 3,
      names = {"-v", "--verify"},
      description = "Verify a password.")
  void verify(boolean chosen) {
    choose(chosen, Task.VERIFY);
  }

  @Option(
      order = 2,
      names = {"-D", "--delete"},
      description = "Delete a user.")
  void delete(boolean chosen) {
    choose(chosen, Task.DELETE);
  }

  @Option(
      order = 4,
      names = {"-l", "--list"},
      description = "List the users.")
  void list(boolean chosen) {
    choose(chosen, Task.LIST);
  }

  private void choose(boolean chosen, Task task) {
    if (chosen) {
      tasks.add(task);
    }
  }

  @Override
  public @Nullable Void call() throws IOException {
    if (tasks.size() > 1) {
      throw new Failure(Kind.SYNTAX, "only one of -c, -n, -v, -D and -l may be given.");
    }
    if (batch && stdin) {
      throw new Failure(Kind.SYNTAX, "only one of -b and -i may be given.");
    }
    Task task = tasks.isEmpty() ? Task.UPDATE : tasks.iterator().next();
    Arguments.require(namesOfArguments(task), arguments);
    switch (task) {
      case PRINT -> out.println(user() + ":" + newHash());
      case LIST -> file(task).list();
      case DELETE -> file(task).delete(user());
      case VERIFY -> file(task).verify(user(), this::password);
      case CREATE -> file(task).create(user(), this::newHash);
      case UPDATE -> file(task).update(user(), this::newHash);
    }
    return null;
  }

  private List<String> namesOfArguments(Task task) {
    List<String> names = new ArrayList<>();
    if (task != Task.PRINT) {
      names.add("FILE");
    }
    if (task != Task.LIST) {
      names.add("USER");
    }
    if (batch) {
      names.add("PASSWORD");
    }
    return names;
  }

  private PasswordFile file(Task task) {
    String file = arguments.get(0);
    return new PasswordFile(
        task == Task.CREATE ? Arguments.file(file) : Arguments.existingFile(file), out, err);
  }

  private String user() {
    return Arguments.user(arguments.get(tasks.contains(Task.PRINT) ? 0 : 1));
  }

  private String newHash() throws IOException {
    PasswordHasher hasher = hashing.hasher();
    String password = batch || stdin ? password() : passwords.fromTerminalTwice();
    hashing.warnings(password).forEach(warning -> err.println("Warning: " + warning));
    return hasher.hash(password);
  }

  private String password() throws IOException {
    if (batch) {
      return PasswordReader.checked(arguments.get(arguments.size() - 1));
    }
    return stdin ? passwords.fromStdin() : passwords.fromTerminalOnce();
  }
}
