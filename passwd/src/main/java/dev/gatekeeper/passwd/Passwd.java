package dev.gatekeeper.passwd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatekeeper.passwd.Failure.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What {@code java -jar gatekeeper-passwd.jar} starts. */
public final class Passwd {

  static final String NAME = "gatekeeper-passwd";

  /** What the JVM makes of a byte that is nothing in the charset of the locale. */
  private static final char LOST = '\ufffd';

  private Passwd() {}

  /**
   * Runs the command and ends the JVM with its status.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    // JDK 22 to 24 would call it a console where there is no terminal
    System.setProperty("jdk.console", "java.base");
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    PasswordReader passwords = new PasswordReader(System.in, Terminal.ofSystem());
    System.exit(run(passwords, out, err, arguments));
  }

  static int run(PasswordReader passwords, PrintWriter out, PrintWriter err, String... arguments) {
    if (Arrays.stream(arguments).anyMatch(argument -> argument.indexOf(LOST) >= 0)) {
      return fail(
          err,
          new Failure(
              Kind.SYNTAX,
              "the locale's charset does not know some characters of the command line;"
                  + " LC_ALL=C.UTF-8 before the command helps."));
    }
    // no subcommand of picocli's: a user or a password may be called "group" too
    boolean groups = arguments.length > 0 && arguments[0].equals("group");
    Callable<@Nullable Void> command =
        groups ? new GroupCommand(out, err) : new PasswdCommand(passwords, out, err);
    return new CommandLine(command)
        .setOut(out)
        .setErr(err)
        // as getopt has it: a user or a password may begin with "-"
        .setStopAtPositional(true)
        .setOverwrittenOptionsAllowed(true)
        // a user or a password may begin with "@"
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(
            (e, all) ->
                fail(err, new Failure(Kind.SYNTAX, e.getMessage() + "; --help tells more.")))
        .setExecutionExceptionHandler((e, line, parsed) -> fail(err, e))
        .execute(groups ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
  }

  private static int fail(PrintWriter err, Failure failure) {
    err.println(NAME + ": " + failure.getMessage());
    return failure.status();
  }

  private static int fail(PrintWriter err, Exception e) throws Exception {
    if (e instanceof Failure failure) {
      return fail(err, failure);
    }
    if (e instanceof IOException) {
      return fail(err, new Failure(Kind.FILE, e.getMessage()));
    }
    throw e;
  }
}
