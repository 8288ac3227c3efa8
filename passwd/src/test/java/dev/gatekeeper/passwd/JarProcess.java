package dev.gatekeeper.passwd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The jar as people start it: {@code java -jar gatekeeper-passwd.jar …}. */
final class JarProcess {

  static final Path JAR = Path.of(System.getProperty("passwd.jar"));

  private JarProcess() {}

  static List<String> command(Path jar, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // a file of its own that the limits of a test would hit
                "-XX:-UsePerfData",
                "-jar",
                jar.toString()));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  /** A line that a shell reads as this command. */
  static String quoted(List<String> command) {
    return command.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  static Outcome run(String stdin, String... arguments) throws Exception {
    return run(command(JAR, arguments), Map.of(), stdin);
  }

  static Outcome run(List<String> command, Map<String, String> environment, String stdin)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(stdin.getBytes(UTF_8));
    } catch (IOException e) {
      // it did not want it
    }
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), out, err);
  }
}
