package dev.gatekeeper.passwd;

import dev.gatekeeper.passwd.Failure.Kind;
import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Asks a person. */
@FunctionalInterface
interface Terminal {

  /**
   * Reads a line without showing it.
   *
   * @return the line, or null if there is none
   */
  @Nullable String read(String prompt);

  /** The terminal that the command runs at, or null if it runs at none. */
  @SuppressWarnings("SystemConsoleNull") // Passwd.main sees to it that it may be null
  static @Nullable Terminal ofSystem() {
    Console console = System.console();
    return console == null ? null : prompt -> readInterruptibly(console, prompt);
  }

  private static @Nullable String readInterruptibly(Console console, String prompt) {
    Thread interrupted =
        new Thread(
            () -> {
              System.err.println("Interrupted.");
              Runtime.getRuntime().halt(Kind.INTERRUPTED.status());
            });
    Runtime.getRuntime().addShutdownHook(interrupted);
    char[] line = console.readPassword("%s", prompt);
    Runtime.getRuntime().removeShutdownHook(interrupted);
    return line == null ? null : new String(line);
  }
}
