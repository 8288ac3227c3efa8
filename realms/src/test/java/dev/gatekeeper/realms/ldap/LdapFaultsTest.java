package dev.gatekeeper.realms.ldap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import dev.gatekeeper.realms.LoggedLines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A directory that answers garbage, hangs or cuts, and is back later. */
@Timeout(60)
class LdapFaultsTest {

  private static final List<String> ROLES = List.of("reader", "writer");
  private static final Verdict UNAVAILABLE = new Verdict.Unavailable();
  private static final Credentials ALICE = new Credentials.Password("alice", "sesame");

  private final LoggedLines log = new LoggedLines(LdapRealm.class);

  @AfterEach
  void stopListening() {
    log.close();
  }

  private enum Fault {
    HANG {
      @Override
      void answer(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
          // never an answer
        }
      }
    },
    CUT {
      @Override
      void answer(Socket socket) throws IOException {
        socket.getInputStream().read();
      }
    },
    GARBAGE {
      @Override
      void answer(Socket socket) throws IOException {
        socket.getInputStream().read();
        socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
        HANG.answer(socket);
      }
    },
    /** The beginning of an LDAP message of two gigabytes. */
    HUGE {
      @Override
      void answer(Socket socket) throws IOException {
        socket.getInputStream().read();
        socket.getOutputStream().write(new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1, 2, 1, 1});
        HANG.answer(socket);
      }
    },
    /** A record of TLS that never ends, one byte after another. */
    TLS_TRICKLE {
      @Override
      void answer(Socket socket) throws IOException {
        socket.getInputStream().read();
        socket.getOutputStream().write(new byte[] {22, 3, 3, 0x40, 0});
        sendSlowly(socket);
      }
    },
    /** A message that never ends, one byte after another. */
    TRICKLE {
      @Override
      void answer(Socket socket) throws IOException {
        socket.getInputStream().read();
        socket.getOutputStream().write(new byte[] {0x30, (byte) 0x83, 0x10, 0, 0});
        sendSlowly(socket);
      }
    };

    abstract void answer(Socket socket) throws IOException;

    private static void sendSlowly(Socket socket) throws IOException {
      while (true) {
        socket.getOutputStream().write(2);
        LockSupport.parkNanos(50_000_000);
      }
    }
  }

  /** Listens on loopback and has the fault on each connection. */
  private static final class FaultyServer implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FaultyServer(Fault fault) throws IOException {
      threads.execute(() -> serve(fault));
    }

    private void serve(Fault fault) {
      try {
        while (true) {
          Socket socket = listener.accept();
          threads.execute(
              () -> {
                try (socket) {
                  fault.answer(socket);
                } catch (IOException e) {
                  // the client has gone
                }
              });
        }
      } catch (IOException e) {
        // closed
      }
    }

    int port() {
      return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      listener.close();
      threads.shutdownNow();
    }
  }

  private static LdapRealm realm(Map<String, String> changes) {
    Map<String, String> texts =
        new HashMap<>(
            Map.of(
                "ldap-user-base", InMemory.PEOPLE,
                "ldap-connect-timeout", "500ms",
                "ldap-response-timeout", "500ms"));
    texts.putAll(changes);
    return new LdapParameters(new ParameterValues(texts), ROLES).open();
  }

  @ParameterizedTest
  @EnumSource
  void aFaultOfAnyKindEndsAndIsNoRefusal(Fault fault) throws IOException {
    try (FaultyServer server = new FaultyServer(fault)) {
      for (String scheme : List.of("ldap", "ldaps")) {
        String url = scheme + "://127.0.0.1:" + server.port();
        try (LdapRealm realm = realm(Map.of("ldap-url", url))) {
          assertThat(realm.verify(ALICE)).as(url).isEqualTo(UNAVAILABLE);
        }
      }
      String url = "ldap://127.0.0.1:" + server.port();
      Map<String, String> account =
          Map.of("ldap-bind-dn", "cn=gate", "ldap-bind-password", "s3cret");
      for (Map<String, String> changes : List.of(Map.of("ldap-start-tls", "true"), account)) {
        Map<String, String> all = new HashMap<>(changes);
        all.put("ldap-url", url);
        try (LdapRealm realm = realm(all)) {
          assertThat(realm.verify(ALICE)).as(changes.keySet().toString()).isEqualTo(UNAVAILABLE);
        }
      }
    }
    assertThat(log.lines())
        .isNotEmpty()
        .allMatch(line -> line.contains("can't be asked, and nobody new gets in by it"))
        .noneMatch(line -> line.contains("sesame") || line.contains("s3cret"));
  }

  @Test
  void whenTheFirstServerHasAFaultTheNextIsAsked() throws Exception {
    for (Fault fault : Fault.values()) {
      try (FaultyServer server = new FaultyServer(fault);
          InMemory memory = InMemory.start();
          LdapRealm realm =
              realm(
                  memory.texts(
                      Map.of(
                          "ldap-url", "ldap://127.0.0.1:" + server.port() + "," + memory.url(),
                          "ldap-connect-timeout", "500ms",
                          "ldap-response-timeout", "500ms")))) {
        assertThat(realm.verify(ALICE)).as(fault.name()).isInstanceOf(Verdict.Accepted.class);
      }
    }
  }

  @Test
  void aDirectoryThatComesBackIsUsedAgain() throws Exception {
    try (InMemory memory = InMemory.start();
        LdapRealm realm = realm(memory.texts(Map.of()))) {
      assertThat(realm.verify(ALICE)).isInstanceOf(Verdict.Accepted.class);

      int port = memory.server().getListenPort();
      memory.server().shutDown(true);
      assertThat(realm.verify(ALICE)).isEqualTo(UNAVAILABLE);
      assertThat(realm.verify(ALICE)).isEqualTo(UNAVAILABLE);

      memory.server().startListening();
      assertThat(memory.server().getListenPort()).isEqualTo(port);
      assertThat(realm.verify(ALICE)).isInstanceOf(Verdict.Accepted.class);
    }
    assertThat(log.lines().stream().filter(line -> line.contains("nobody new gets in"))).hasSize(1);
    assertThat(log.lines()).anyMatch(line -> line.endsWith(" answers again."));
  }

  @Test
  void connectionsThatTheServerHasClosedAreMadeAnew() throws Exception {
    try (InMemory memory = InMemory.start();
        LdapRealm realm = realm(memory.texts(Map.of()))) {
      for (int round = 0; round < 3; round++) {
        assertThat(realm.verify(ALICE)).isInstanceOf(Verdict.Accepted.class);
        memory.server().closeAllConnections(false);
      }
    }
    assertThat(log.lines()).noneMatch(line -> line.contains("nobody new gets in"));
  }
}
