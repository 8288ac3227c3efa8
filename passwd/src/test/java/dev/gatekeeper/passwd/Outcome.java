package dev.gatekeeper.passwd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Iterator;

/** What a run of the command has said, and its status. */
record Outcome(int status, String out, String err) {

  /** Runs without a terminal and with nothing on standard input. */
  static Outcome of(String... arguments) {
    return withStdin("", arguments);
  }

  static Outcome withStdin(String stdin, String... arguments) {
    return withStdin(stdin.getBytes(UTF_8), arguments);
  }

  static Outcome withStdin(byte[] stdin, String... arguments) {
    return run(new PasswordReader(new ByteArrayInputStream(stdin), null), arguments);
  }

  /** Runs at a terminal where these lines are typed, and then no more. */
  static Outcome withTyped(String lines, String... arguments) {
    Iterator<String> typed = Arrays.asList(lines.split("\n", -1)).iterator();
    return run(
        new PasswordReader(
            new ByteArrayInputStream(new byte[0]), prompt -> typed.hasNext() ? typed.next() : null),
        arguments);
  }

  private static Outcome run(PasswordReader passwords, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Passwd.run(passwords, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Outcome(status, out.toString(), err.toString());
  }
}
