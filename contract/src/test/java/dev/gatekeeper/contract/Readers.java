package dev.gatekeeper.contract;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that ask MLflow for the default experiment, again and again, and take no error. */
final class Readers implements AutoCloseable {

  private static final String TARGET = "/api/2.0/mlflow/experiments/get?experiment_id=0";

  private final AtomicInteger answers = new AtomicInteger();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final ExecutorService threads;
  private final int port;
  private volatile boolean closed;

  Readers(int port, int clients) {
    this.port = port;
    this.threads = Executors.newFixedThreadPool(clients);
    for (int i = 0; i < clients; i++) {
      threads.execute(this::read);
    }
  }

  private void read() {
    while (!closed) {
      try {
        RawHttp.Answer answer = RawHttp.send(port, "GET " + TARGET + " HTTP/1.1", Gate.ALICE);
        if (answer.status() != 200) {
          problems.add(answer.toString());
        }
      } catch (IOException e) {
        problems.add(e.toString());
      }
      answers.incrementAndGet();
    }
  }

  /** Waits until so many more were answered. */
  void awaitMore(int number) {
    int wanted = answers.get() + number;
    Await.until(number + " more answers", () -> answers.get() >= wanted);
  }

  /** What was not the right answer. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdown();
  }
}
