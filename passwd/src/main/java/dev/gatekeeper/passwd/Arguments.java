package dev.gatekeeper.passwd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatekeeper.auth.realm.HtpasswdContent;
import dev.gatekeeper.passwd.Failure.Kind;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** What the arguments after the flags must be. */
final class Arguments {

  /** As htpasswd has it. */
  private static final int MAX_BYTES = 255;

  private Arguments() {}

  /** Repeats none of them, since one may be a password. */
  static void require(List<String> names, List<String> arguments) {
    if (arguments.size() != names.size()) {
      throw new Failure(
          Kind.SYNTAX,
          "these flags take %s, and %d arguments are given; --help tells more."
              .formatted(String.join(" ", names), arguments.size()));
    }
  }

  static Path file(String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw new Failure(Kind.FILE, "'" + argument + "' can't be the name of a file.");
    }
  }

  static Path existingFile(String argument) {
    Path file = file(argument);
    if (Files.notExists(file)) {
      throw new Failure(Kind.FILE, file + " does not exist; -c makes it.");
    }
    return file;
  }

  static String user(String argument) {
    if (argument.getBytes(UTF_8).length > MAX_BYTES) {
      throw new Failure(Kind.TOO_LONG, "the user name is longer than " + MAX_BYTES + " bytes.");
    }
    try {
      HtpasswdContent.requireUserName(argument);
    } catch (IllegalArgumentException e) {
      throw new Failure(Kind.NAME, e.getMessage());
    }
    return argument;
  }
}
