package dev.gatekeeper.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The launcher as {@code ./mvnw} runs it, in a process of its own, on a copy of jetty-base/. */
final class LauncherProcess implements AutoCloseable {

  private static final Path JETTY_BASE = Path.of(System.getProperty("contract.jetty-base"));
  private static final Pattern PASSWORD =
      Pattern.compile("password (\\S{20})  \\(shown only now\\)");
  private static final String READY = "log_metric(\"answer\", 42)";

  private final int port = Container.freePort();
  private final Path log;
  private final Process process;

  private LauncherProcess(Path folder, List<String> properties, Map<String, String> environment)
      throws IOException {
    this.log = Files.createTempFile(Files.createDirectories(Container.WORK), "launcher", ".log");
    List<String> command = new ArrayList<>(List.of(Container.java()));
    command.add("-Djetty.http.port=" + port);
    command.addAll(properties);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "dev.gatekeeper.launcher.Launcher",
            folder.toString(),
            JETTY_BASE.resolve("target/jetty-home").toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(RealMlflow.SMALL);
    builder.environment().putAll(environment);
    process = builder.start();
  }

  /** A Jetty base as it is after a fresh clone was built. */
  static Path freshBase(String name) throws IOException {
    Path folder = Container.WORK.resolve(name);
    Folders.delete(folder);
    for (String part : List.of("start.d", "etc", "environments", "lib", "webapps")) {
      Folders.copyAfresh(JETTY_BASE.resolve(part), Files.createDirectories(folder.resolve(part)));
    }
    return folder;
  }

  static LauncherProcess start(
      Path folder, List<String> properties, Map<String, String> environment) throws IOException {
    return new LauncherProcess(folder, properties, environment);
  }

  LauncherProcess awaitReady() {
    Await.until(
        "the banner",
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("the launcher ended:\n" + output());
          }
          return output().contains(READY);
        });
    return this;
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      throw new AssertionError("the launcher did not end");
    }
    return process.exitValue();
  }

  int port() {
    return port;
  }

  String output() throws IOException {
    return Files.readString(log);
  }

  String password() throws IOException {
    Matcher matcher = PASSWORD.matcher(output());
    if (!matcher.find()) {
      throw new AssertionError("no password in:\n" + output());
    }
    return matcher.group(1);
  }

  /** The three lines of Python that the banner shows. */
  String snippet() throws IOException {
    return output()
        .lines()
        .filter(line -> line.startsWith("  ") && line.contains("mlflow"))
        .map(String::strip)
        .reduce("", (text, line) -> text + line + "\n");
  }

  Process process() {
    return process;
  }

  @Override
  public void close() {
    Processes.stop(process);
  }
}
