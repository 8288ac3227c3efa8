import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Times short requests with and without slow clients beside them, in rounds that take turns, so
 * that what else the machine does falls on all alike. The first round warms up and is not counted.
 */
final class SlowClients {

  private static final int ROUNDS = 5;
  private static final List<Integer> SLOW_CLIENTS = List.of(0, 200, 2_000);
  private static final Duration MEASURE = Duration.ofSeconds(2);
  private static final Duration WARM_UP = Duration.ofSeconds(5);

  private static final String CREDENTIALS =
      "Basic " + Base64.getEncoder().encodeToString("alice:wonderland".getBytes(US_ASCII));

  private final Upstream upstream;
  private final List<Gate> gates;

  private SlowClients(Upstream upstream, List<Gate> gates) {
    this.upstream = upstream;
    this.gates = gates;
  }

  /**
   * @param arguments the port to be the upstream on, then the name and the port of each gate
   */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("http.maxConnections", String.valueOf(ShortRequests.CLIENTS));
    List<Gate> gates = new ArrayList<>();
    for (int i = 1; i < arguments.length; i += 2) {
      gates.add(new Gate(arguments[i], Integer.parseInt(arguments[i + 1])));
    }
    try (Upstream upstream = new Upstream(Integer.parseInt(arguments[0]))) {
      new SlowClients(upstream, gates).run();
    }
  }

  private void run() throws Exception {
    for (Gate gate : gates) {
      await("an answer of " + gate.name, () -> ShortRequests.status(gate.port) == 200);
      ShortRequests.of(gate.port, WARM_UP);
    }
    round();
    gates.forEach(gate -> gate.seen.forEach(List::clear));
    for (int round = 0; round < ROUNDS; round++) {
      round();
    }
    System.out.println(
        "| gate | slow clients | large answers under way | short requests/s | against none"
            + " | their 99 % | against none | answered 503 | not answered |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    gates.forEach(Gate::report);
  }

  /** Every other round goes from many slow clients to none, lest one of them always comes last. */
  private void round() throws Exception {
    for (Gate gate : gates) {
      List<Integer> order =
          new ArrayList<>(IntStream.range(0, SLOW_CLIENTS.size()).boxed().toList());
      if (gate.seen.get(0).size() % 2 == 1) {
        Collections.reverse(order);
      }
      for (int step : order) {
        gate.seen.get(step).add(beside(SLOW_CLIENTS.get(step), gate.port));
      }
    }
  }

  private Seen beside(int slowClients, int port) throws Exception {
    Seen seen;
    try (SlowOnes slow = new SlowOnes(slowClients, port)) {
      await("two steps of each", () -> slowClients == 0 || slow.steps() >= 2);
      seen = new Seen(ShortRequests.of(port, MEASURE), upstream.carries());
    }
    await("the end of the slow ones at the upstream", () -> upstream.carries() == 0);
    return seen;
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain for " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  /** What was seen of a gate, and how many slow ones the upstream was answering meanwhile. */
  private record Seen(ShortRequests requests, int underWay) {}

  /** A gate, and what was seen of it: for each number of slow clients, one for each round. */
  private static final class Gate {

    private final String name;
    private final int port;
    private final List<List<Seen>> seen =
        SLOW_CLIENTS.stream().<List<Seen>>map(count -> new ArrayList<>()).toList();

    Gate(String name, int port) {
      this.name = name;
      this.port = port;
    }

    void report() {
      for (int step = 0; step < SLOW_CLIENTS.size(); step++) {
        System.out.printf(
            Locale.ROOT,
            "| %s | %,d | %,.0f | %,.0f | %s | %s | %s | %.0f %% | %.0f %% |%n",
            name,
            SLOW_CLIENTS.get(step),
            median(step, Seen::underWay),
            median(step, seen -> seen.requests().rate()),
            againstNone(step, seen -> seen.requests().rate()),
            millis(median(step, seen -> seen.requests().quantile(0.99))),
            againstNone(step, seen -> seen.requests().quantile(0.99)),
            100 * median(step, seen -> seen.requests().refusedShare()),
            100 * median(step, seen -> seen.requests().unansweredShare()));
      }
    }

    private double median(int step, ToDoubleFunction<Seen> figure) {
      return seen.get(step).stream().mapToDouble(figure).sorted().toArray()[ROUNDS / 2];
    }

    private static String millis(double time) {
      return Double.isNaN(time) ? "" : String.format(Locale.ROOT, "%.1f ms", time);
    }

    private String againstNone(int step, ToDoubleFunction<Seen> figure) {
      double[] ratios = new double[ROUNDS];
      Arrays.setAll(
          ratios,
          round ->
              figure.applyAsDouble(seen.get(step).get(round))
                  / figure.applyAsDouble(seen.get(0).get(round)));
      Arrays.sort(ratios);
      return step == 0 || Double.isNaN(ratios[ROUNDS / 2])
          ? ""
          : String.format(
              Locale.ROOT,
              "%.2f (%.2f to %.2f)",
              ratios[ROUNDS / 2],
              ratios[0],
              ratios[ROUNDS - 1]);
    }
  }

  /** A short answer, a large one, and a place for large bodies. */
  private static final class Upstream implements AutoCloseable {

    private static final int SHORT = 100;
    private static final int LARGE = 50_000_000;

    private final HttpServer server;
    private final AtomicInteger carried = new AtomicInteger();

    Upstream(int port) throws IOException {
      System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
      System.setProperty("sun.net.httpserver.nodelay", "true");
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
      server.setExecutor(Executors.newCachedThreadPool(SlowClients::daemon));
      server.createContext("/short", exchange -> answer(exchange, SHORT));
      server.createContext("/large", this::carry);
      server.start();
    }

    /** How many large requests it has that have not ended. */
    int carries() {
      return carried.get();
    }

    private void carry(HttpExchange exchange) throws IOException {
      carried.incrementAndGet();
      try {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        answer(exchange, LARGE);
      } finally {
        carried.decrementAndGet();
      }
    }

    private static void answer(HttpExchange exchange, int bytes) throws IOException {
      byte[] buffer = new byte[Math.min(bytes, 8192)];
      try (exchange) {
        exchange.sendResponseHeaders(200, bytes);
        for (int left = bytes; left > 0; left -= buffer.length) {
          exchange.getResponseBody().write(buffer, 0, Math.min(buffer.length, left));
        }
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  /** How long short requests took that were answered 200, and how many were not. */
  private record ShortRequests(long[] nanos, Duration time, int refused, int unanswered) {

    private static final int CLIENTS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static ShortRequests of(int port, Duration time) throws Exception {
      long end = System.nanoTime() + time.toNanos();
      AtomicInteger refused = new AtomicInteger();
      AtomicInteger unanswered = new AtomicInteger();
      Callable<long[]> client =
          () -> {
            LongStream.Builder nanos = LongStream.builder();
            for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
              int status = status(port);
              switch (status) {
                case 200 -> nanos.add(System.nanoTime() - begin);
                case 503 -> refused.incrementAndGet();
                default -> unanswered.incrementAndGet();
              }
            }
            return nanos.build().toArray();
          };
      ExecutorService threads = Executors.newFixedThreadPool(CLIENTS, SlowClients::daemon);
      List<long[]> all = new ArrayList<>();
      for (Future<long[]> ended : threads.invokeAll(Collections.nCopies(CLIENTS, client))) {
        all.add(ended.get());
      }
      threads.shutdown();
      return new ShortRequests(
          all.stream().flatMapToLong(Arrays::stream).sorted().toArray(),
          time,
          refused.get(),
          unanswered.get());
    }

    /** The status of an answer, or -1 if none comes. */
    static int status(int port) {
      try {
        HttpURLConnection connection =
            (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/short").toURL().openConnection();
        connection.setRequestProperty("Authorization", CREDENTIALS);
        connection.setReadTimeout((int) PATIENCE.toMillis());
        int status = connection.getResponseCode();
        try (InputStream body =
            status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
          body.transferTo(OutputStream.nullOutputStream());
        }
        return status;
      } catch (IOException e) {
        return -1;
      }
    }

    double rate() {
      return nanos.length / (time.toMillis() / 1000.0);
    }

    /** In milliseconds; not a number if none was answered. */
    double quantile(double share) {
      return nanos.length == 0 ? Double.NaN : nanos[(int) (share * (nanos.length - 1))] / 1e6;
    }

    double refusedShare() {
      return refused / (double) sent();
    }

    double unansweredShare() {
      return unanswered / (double) sent();
    }

    private int sent() {
      return nanos.length + refused + unanswered;
    }
  }

  /** What a slow client takes its time for. */
  private enum Manner {
    READS_AN_ANSWER("GET /large HTTP/1.1", "Authorization: " + CREDENTIALS, "", ""),
    SENDS_A_BODY(
        "PUT /large HTTP/1.1",
        "Authorization: " + CREDENTIALS,
        "Content-Length: 1000000",
        "",
        ""),
    SENDS_A_BODY_WITHOUT_CREDENTIALS(
        "PUT /large HTTP/1.1", "Content-Length: 1000000", "", ""),
    SENDS_A_HEAD("GET /large HTTP/1.1", "X: ");

    private final byte[] beginning;

    Manner(String requestLine, String... lines) {
      this.beginning =
          (requestLine + "\r\nHost: gate\r\n" + String.join("\r\n", lines)).getBytes(US_ASCII);
    }
  }

  /** Clients that read or send a byte a second, all of them on one thread. */
  private static final class SlowOnes implements AutoCloseable {

    private static final int SMALL_WINDOW = 4096;

    /** Who comes while 50 wait to be accepted is made to try again a second later. */
    private static final Duration BETWEEN_TWO = Duration.ofMillis(1);

    /** Few that read: on loopback each of them fills up to 5 MB of the kernel's buffers. */
    private static final List<Manner> MIX =
        List.of(
            Manner.READS_AN_ANSWER,
            Manner.SENDS_A_BODY,
            Manner.SENDS_A_BODY,
            Manner.SENDS_A_BODY,
            Manner.SENDS_A_BODY,
            Manner.SENDS_A_BODY_WITHOUT_CREDENTIALS,
            Manner.SENDS_A_BODY_WITHOUT_CREDENTIALS,
            Manner.SENDS_A_BODY_WITHOUT_CREDENTIALS,
            Manner.SENDS_A_HEAD,
            Manner.SENDS_A_HEAD);

    private final AtomicInteger steps = new AtomicInteger();
    private final List<SlowOne> clients = new CopyOnWriteArrayList<>();
    private final Thread thread = daemon(this::goOn);

    private record SlowOne(Manner manner, SocketChannel channel) {}

    SlowOnes(int count, int port) throws IOException {
      for (int i = 0; i < count; i++) {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_WINDOW);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Manner manner = MIX.get(i % MIX.size());
        channel.write(ByteBuffer.wrap(manner.beginning));
        channel.configureBlocking(false);
        clients.add(new SlowOne(manner, channel));
        LockSupport.parkNanos(BETWEEN_TWO.toNanos());
      }
      thread.start();
    }

    /** How often each has read or sent a byte. */
    int steps() {
      return steps.get();
    }

    private void goOn() {
      while (!Thread.currentThread().isInterrupted()) {
        clients.removeIf(this::isTurnedAway);
        steps.incrementAndGet();
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
    }

    private boolean isTurnedAway(SlowOne client) {
      try {
        if (client.manner() == Manner.READS_AN_ANSWER) {
          if (client.channel().read(ByteBuffer.allocate(1)) >= 0) {
            return false;
          }
        } else {
          client.channel().write(ByteBuffer.wrap(new byte[] {'x'}));
          return false;
        }
      } catch (IOException e) {
        // the gate has closed the connection
      }
      return true;
    }

    @Override
    public void close() throws IOException {
      thread.interrupt();
      for (SlowOne client : clients) {
        client.channel().close();
      }
    }
  }
}
