package dev.gatekeeper.realms.jdbc;

import static java.lang.System.Logger.Level.DEBUG;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database in threads of its own, as many as there may be connections, so that a login
 * ends in time even where a driver waits for a silent network without end.
 *
 * <p>This class is thread-safe.
 */
final class Database implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  private static final long IDLE_SECONDS = 60;

  private final Connections connections;
  private final Limits limits;
  private final ThreadPoolExecutor threads;

  Database(Connections connections, Limits limits) {
    this.connections = connections;
    this.limits = limits;
    this.threads =
        new ThreadPoolExecutor(
            limits.connections(),
            limits.connections(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Database::daemon);
    threads.allowCoreThreadTimeOut(true);
  }

  static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "gatekeeper-jdbc");
    thread.setDaemon(true);
    return thread;
  }

  /** Finds what only the calling thread may find; what fails is said when it is asked. */
  void look() {
    try {
      connections.source();
    } catch (SQLException e) {
      LOG.log(DEBUG, "The source of connections is not there yet.", e);
    }
  }

  /** What is asked with a connection. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Connection connection, Limits limits) throws SQLException;
  }

  /**
   * Asks a question.
   *
   * @throws SQLException if there is no answer
   * @throws TimeoutException if there is none in time
   * @throws InterruptedException if the calling thread is to end
   */
  <T> T ask(Question<T> question) throws SQLException, TimeoutException, InterruptedException {
    Work<T> work = new Work<>(connections.source(), question, limits);
    FutureTask<T> task = new FutureTask<>(work::run);
    threads.execute(task);
    try {
      return task.get(limits.whole().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw sqlExceptionOf(e.getCause());
    } finally {
      if (!task.isDone()) {
        threads.remove(task);
        task.cancel(true);
        work.abort();
      }
    }
  }

  private static SQLException sqlExceptionOf(@Nullable Throwable cause) {
    // a driver may have any fault
    return cause instanceof SQLException e ? e : new SQLException(cause);
  }

  /** One question and the connection that it has taken. */
  private static final class Work<T> {

    private final Connections.Source source;
    private final Question<T> question;
    private final Limits limits;
    private volatile @Nullable Connection taken;

    Work(Connections.Source source, Question<T> question, Limits limits) {
      this.source = source;
      this.question = question;
      this.limits = limits;
    }

    T run() throws SQLException {
      try (Connection connection = source.get()) {
        taken = connection;
        T answer = question.ask(connection, limits);
        if (!connection.getAutoCommit()) {
          connection.rollback();
        }
        return answer;
      } finally {
        taken = null;
      }
    }

    /** Has a thread go on that no interrupt reaches, since it is reading from the network. */
    void abort() {
      Connection connection = taken;
      if (connection != null) {
        try {
          connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException | AbstractMethodError e) {
          // an old driver: its thread ends when the network does
          taken = null;
        }
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    connections.close();
  }
}
