package dev.gatekeeper.contract;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sends a gate mixed load with random faults and accounts for each request. */
final class FaultSoak {

  static final int CLIENTS = 24;

  /** MLflow's Python client sends even a POST again when it gets one of these. */
  private static final Set<Integer> REPEATED_BY_MLFLOW = Set.of(408, 429, 500, 502, 503, 504);

  private static final int LONGEST_CALL_SECONDS = 120;

  private final int port;
  private final UpstreamBooks books;
  private final AtomicLong ids = new AtomicLong();
  private final AtomicLong unexpectedFailures = new AtomicLong();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicLong> tally = new ConcurrentHashMap<>();

  FaultSoak(int port, UpstreamBooks books) {
    this.port = port;
    this.books = books;
  }

  /** Runs for some time, then waits for what is on its way. */
  void run(Duration time, long seed) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    List<Future<?>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Random random = new Random(seed + i);
      clients.add(
          threads.submit(
              () -> {
                sendUntil(end, random);
                return null;
              }));
    }
    for (Future<?> client : clients) {
      client.get(time.toSeconds() + LONGEST_CALL_SECONDS, TimeUnit.SECONDS);
    }
    threads.shutdown();
  }

  private void sendUntil(long end, Random random) throws IOException {
    try (ScriptedClient client = new ScriptedClient(port, random)) {
      while (System.nanoTime() < end) {
        ScriptedCall call = ScriptedCall.any(ids.incrementAndGet(), random);
        Outcome outcome = client.send(call);
        String problem = problemOf(call, outcome);
        if (problem != null) {
          problems.add(problem + ": " + call + ": " + outcome);
        }
        count(call, outcome);
      }
    }
  }

  private @Nullable String problemOf(ScriptedCall call, Outcome outcome) {
    boolean mayBeRight = call.fault().end() == Fault.End.RIGHT;
    return switch (outcome.kind()) {
      case WRONG -> "a wrong answer";
      case HANGS -> "no end";
      case RIGHT -> mayBeRight ? null : "an answer that can't be right";
      default -> {
        if (mayBeRight) {
          unexpectedFailures.incrementAndGet();
        }
        yield invitesToRepeat(call, outcome) ? "an invitation to do it twice" : null;
      }
    };
  }

  private boolean invitesToRepeat(ScriptedCall call, Outcome outcome) {
    return call.load() == Load.JSON_POST
        && REPEATED_BY_MLFLOW.contains(outcome.status())
        && books.wasExecuted(call);
  }

  private void count(ScriptedCall call, Outcome outcome) {
    String line =
        "%-24s %-10s %s"
            .formatted(
                call.fault(),
                call.load(),
                outcome.kind() + (outcome.status() == 0 ? "" : " " + outcome.status()));
    tally.computeIfAbsent(line, l -> new AtomicLong()).incrementAndGet();
  }

  /** How many requests there were. */
  long requests() {
    return ids.get();
  }

  /** How many failed although nothing had been done to them. */
  long unexpectedFailures() {
    return unexpectedFailures.get();
  }

  /** Whatever must not be, a sentence each. */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    all.addAll(books.complaints());
    return all;
  }

  /** How many requests of each kind ended in which way, a line each. */
  String account() {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(tally)
        .forEach((line, count) -> lines.append("%8d  %s%n".formatted(count.get(), line)));
    return lines.toString();
  }
}
