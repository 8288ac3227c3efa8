package dev.gatekeeper.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What another JVM holds at a moment, after a collection of its garbage.
 *
 * @param threads of the platform
 * @param heapBytes of all live objects
 * @param exchanges live objects of the gate that belong to a single request
 * @param files and sockets that are open; 0 where the system does not tell
 */
record Vitals(long threads, long heapBytes, long exchanges, long files) {

  private static final Pattern THREAD = Pattern.compile("(?m)^\".*#\\d");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Pattern EXCHANGES =
      Pattern.compile(
          "(?m)^.*: +(\\d+) +\\d+ +dev\\.gatekeeper\\.proxy\\.(?:Relay|UpstreamExchange|RequestBody)(?: .*)?$");

  static Vitals of(Container container) throws IOException {
    String histogram = jcmd(container, "GC.class_histogram");
    return new Vitals(
        THREAD.matcher(jcmd(container, "Thread.print")).results().count(),
        sum(TOTAL, histogram),
        sum(EXCHANGES, histogram),
        openFiles(container));
  }

  private static long sum(Pattern number, String text) {
    return number.matcher(text).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
  }

  private static String jcmd(Container container, String command) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(List.of(jcmd, Long.toString(container.pid()), command))
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  private static long openFiles(Container container) {
    String[] files = new File("/proc/" + container.pid() + "/fd").list();
    return files == null ? 0 : files.length;
  }
}
