package dev.gatekeeper.contract;

import static dev.gatekeeper.contract.Gate.ANNA;
import static dev.gatekeeper.contract.RawHttp.basic;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatekeeper.contract.RawHttp.Answer;
import dev.gatekeeper.launcher.MlflowCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two gates on the same files of users and groups, with nothing behind them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsIT {

  private static final String USERS = "/api/2.0/mlflow/users/";
  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
  private static final int READERS = 16;
  private static final int WRITERS = 4;
  private static final int USERS_OF_EACH_WRITER = 10;

  private AccountFolder files;
  private Container one;
  private Container other;

  @BeforeAll
  void start() throws IOException {
    files = AccountFolder.make();
    one = gate("jetty-accounts-1");
    other = gate("jetty-accounts-2");
  }

  private Container gate(String name) throws IOException {
    return Jetty.start(
        name,
        List.of(new Deployment("", Map.of())),
        Map.of(
            "gatekeeper.upstream",
            "http://127.0.0.1:" + Container.freePort(),
            "gatekeeper.htpasswd-file",
            files.users().toString(),
            "gatekeeper.htgroup-file",
            files.groups().toString(),
            "gatekeeper.default-role",
            "reader"),
        List.of());
  }

  @AfterAll
  void stop() {
    Stream.of(one, other).filter(gate -> gate != null).forEach(Container::close);
  }

  @Test
  void mlflowsOwnPythonClientManagesUsersAndTheirRoles() throws Exception {
    MlflowCommand command = RealMlflow.command();
    PythonClient.Outcome outcome =
        new PythonClient(one.uri(""), "anna", "running")
            .run(
                "account_session.py",
                PythonPackages.beside(command, BasicAuthApp.PACKAGES).toString());

    assertThat(outcome.output()).contains("every call ended as it should");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void aUserMadeInOneGateLogsInAtTheOther() throws Exception {
    create(one, "omar");
    Await.until("omar at the other gate", () -> login(other, "omar") == 200);

    assertThat(call(other, "DELETE", "delete", "{\"username\":\"omar\"}").status()).isEqualTo(200);
    Await.until("no omar at the first gate", () -> login(one, "omar") == 401);
  }

  @Test
  void whileManyLogInAndSomeWriteNobodyIsRefusedAndNoLineIsLost() throws Exception {
    String before = Files.readString(files.users());
    ExecutorService threads = Executors.newFixedThreadPool(READERS + WRITERS);
    CountDownLatch written = new CountDownLatch(WRITERS);
    List<Future<Integer>> readers = new ArrayList<>();
    List<Future<Integer>> writers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      Container gate = i % 2 == 0 ? one : other;
      readers.add(threads.submit(() -> logInUntil(written, gate)));
    }
    for (int i = 0; i < WRITERS; i++) {
      Container gate = i % 2 == 0 ? one : other;
      writers.add(threads.submit(writer(gate, "writer-" + i + "-", written)));
    }
    for (Future<Integer> writer : writers) {
      assertThat(writer.get()).isEqualTo(USERS_OF_EACH_WRITER);
    }
    for (Future<Integer> reader : readers) {
      assertThat(reader.get()).as("logins of a reader").isPositive();
    }
    threads.shutdown();

    List<String> lines = Files.readAllLines(files.users());
    assertThat(Files.readString(files.users())).startsWith(before);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("writer-"))
        .hasSize(WRITERS * USERS_OF_EACH_WRITER)
        .allMatch(line -> line.matches("writer-\\d-\\d+:\\$2y\\$10\\$[./A-Za-z0-9]{53}"))
        .doesNotHaveDuplicates();
  }

  /** The system takes no more of any file than a part of what is in this one. */
  @Test
  void onAFullDiskAChangeFailsAndTheFileStaysAsItIs() throws Exception {
    assumeTrue(
        Boolean.parseBoolean(System.getenv("CI")) || Files.isExecutable(PRLIMIT),
        "prlimit of util-linux is not there, by which a disk can be made to look full.");
    String before = Files.readString(files.users());
    List<String> names = namesBeside(files.users());

    limitFilesOf(one, "16");
    try {
      Answer answer = call(one, "POST", "create", newUser("paula"));
      assertThat(answer.status()).as(answer.body()).isEqualTo(500);
      assertThat(answer.body()).contains("\"error_code\":\"INTERNAL_ERROR\"");
    } finally {
      limitFilesOf(one, "unlimited");
    }

    assertThat(files.users()).content().isEqualTo(before);
    assertThat(namesBeside(files.users())).isEqualTo(names);
    create(one, "paula");
    assertThat(login(one, "paula")).isEqualTo(200);
  }

  private static void limitFilesOf(Container gate, String bytes) throws IOException {
    Processes.run(
        new ProcessBuilder(
            PRLIMIT.toString(),
            "--pid",
            Long.toString(gate.pid()),
            // the soft limit alone, which can be raised again
            "--fsize=" + bytes + ":"));
  }

  /** But for the lock, which stays. */
  private static List<String> namesBeside(Path file) throws IOException {
    try (Stream<Path> beside = Files.list(requireNonNull(file.getParent()))) {
      return beside
          .map(each -> each.getFileName().toString())
          .filter(name -> !name.endsWith(".lock"))
          .sorted()
          .toList();
    }
  }

  private static int logInUntil(CountDownLatch written, Container gate) throws IOException {
    int logins = 0;
    while (written.getCount() > 0 || logins == 0) {
      Answer answer = RawHttp.send(gate.port(), "GET " + USERS + "current HTTP/1.1", ANNA);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("\"is_admin\":true");
      logins++;
    }
    return logins;
  }

  /** A user that it made can log in with the next request. */
  private static Callable<Integer> writer(Container gate, String prefix, CountDownLatch written) {
    return () -> {
      try {
        for (int i = 0; i < USERS_OF_EACH_WRITER; i++) {
          create(gate, prefix + i);
          assertThat(login(gate, prefix + i)).isEqualTo(200);
        }
        return USERS_OF_EACH_WRITER;
      } finally {
        written.countDown();
      }
    };
  }

  private static void create(Container gate, String user) throws IOException {
    Answer answer = call(gate, "POST", "create", newUser(user));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static String newUser(String name) {
    return "{\"username\":\"" + name + "\",\"password\":\"a long password\"}";
  }

  private static int login(Container gate, String user) throws IOException {
    return RawHttp.send(
            gate.port(), "GET " + USERS + "current HTTP/1.1", basic(user, "a long password"))
        .status();
  }

  private static Answer call(Container gate, String method, String name, String body)
      throws IOException {
    return RawHttp.sendRaw(
        gate.port(),
        RawHttp.lines(
            method + " " + USERS + name + " HTTP/1.1",
            "Host: localhost",
            ANNA,
            "Connection: close",
            "Content-Type: application/json",
            "Content-Length: " + body.length(),
            "",
            body));
  }
}
