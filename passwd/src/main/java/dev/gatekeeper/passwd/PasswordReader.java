package dev.gatekeeper.passwd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatekeeper.passwd.Failure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Gets passwords from the terminal, from standard input or from the command line. */
final class PasswordReader {

  /** As htpasswd has it. */
  private static final int MAX_BYTES = 255;

  private static final char LOST = '\ufffd';

  private final InputStream stdin;
  private final @Nullable Terminal terminal;

  PasswordReader(InputStream stdin, @Nullable Terminal terminal) {
    this.stdin = stdin;
    this.terminal = terminal;
  }

  /** Takes all of standard input, whatever the locale's charset, without one line end. */
  String fromStdin() throws IOException {
    byte[] bytes = stdin.readNBytes(MAX_BYTES + "\r\n".length() + 1);
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\n') {
      length -= length > 1 && bytes[length - 2] == '\r' ? 2 : 1;
    }
    try {
      return checked(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString());
    } catch (CharacterCodingException e) {
      throw new Failure(Kind.SYNTAX, "the password is not UTF-8, which clients send.");
    }
  }

  /** Asks twice, so that a slip of the finger does not become the password. */
  String fromTerminalTwice() {
    String password = ask("New password: ");
    if (!password.equals(ask("Re-type new password: "))) {
      throw new Failure(Kind.MISMATCH, "the two passwords differ.");
    }
    return checked(password);
  }

  String fromTerminalOnce() {
    return checked(ask("Enter password: "));
  }

  private String ask(String prompt) {
    if (terminal == null) {
      throw new Failure(
          Kind.SYNTAX, "there is no terminal to ask at; -i reads the password from stdin.");
    }
    String line = terminal.read(prompt);
    if (line == null) {
      throw new Failure(Kind.INTERRUPTED, "no password was entered.");
    }
    if (line.indexOf(LOST) >= 0) {
      throw new Failure(
          Kind.SYNTAX,
          "the locale's charset does not know some characters of the password;"
              + " LC_ALL=C.UTF-8 before the command helps.");
    }
    return line;
  }

  static String checked(String password) {
    if (password.indexOf('\0') >= 0) {
      throw new Failure(Kind.SYNTAX, "the password has a NUL character.");
    }
    if (password.getBytes(UTF_8).length > MAX_BYTES) {
      throw new Failure(Kind.TOO_LONG, "the password is longer than " + MAX_BYTES + " bytes.");
    }
    return password;
  }
}
