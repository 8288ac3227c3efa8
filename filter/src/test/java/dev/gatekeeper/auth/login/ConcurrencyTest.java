package dev.gatekeeper.auth.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.codec.digest.Md5Crypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reload, memory and lock-out at once: 64 threads log in while the file is rewritten. */
class ConcurrencyTest {

  private static final Class<?> ADMITTED = LoginOutcome.Admitted.class;
  private static final int REWRITES = 6;
  private static final String ANN = Md5Crypt.apr1Crypt("ann's".getBytes(UTF_8));

  private final Path htpasswd;
  private final Logins logins;
  private volatile boolean done;

  ConcurrencyTest(@TempDir Path folder) throws IOException {
    htpasswd = folder.resolve("htpasswd");
    rewrite("bob's 0");
    logins =
        new Logins(
            HtpasswdRealm.builder().htpasswdFile(htpasswd).build(),
            new VerificationPolicy(Duration.ofMinutes(10), 100, 4, 64, Duration.ofMinutes(1)),
            new LockoutPolicy(
                5, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), 1_000));
  }

  @Test
  void nobodyIsKeptOutOrLetInByMistakeWhileTheFileChanges() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(64);
    List<Future<Integer>> running = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      running.add(threads.submit(this::annIsAlwaysAdmitted));
    }
    for (int i = 0; i < 16; i++) {
      String address = "198.51.100." + i % 2;
      running.add(threads.submit(() -> guesserIsNeverAdmitted(address)));
      running.add(threads.submit(() -> strangerIsNeverAdmitted("stranger", "192.0.2.77")));
    }

    for (int i = 1; i <= REWRITES; i++) {
      rewrite("bob's " + i);
      String address = "192.0.2." + i;
      while (!(attempt("bob", "bob's " + i, address) instanceof LoginOutcome.Admitted)) {
        // before the change is seen, this is one wrong password, however often
        Thread.onSpinWait();
      }
      assertThat(attempt("bob", "bob's " + (i - 1), address)).isEqualTo(new LoginOutcome.Refused());
    }
    done = true;

    for (Future<Integer> attempts : running) {
      assertThat(attempts.get()).isPositive();
    }
    threads.shutdown();
    assertThat(attempt("bob", "bob's " + REWRITES, "198.51.100.0"))
        .isInstanceOf(LoginOutcome.LockedOut.class);
  }

  private int annIsAlwaysAdmitted() {
    return untilDone(
        () -> assertThat(attempt("ann", "ann's", "192.0.2.99")).isInstanceOf(ADMITTED));
  }

  private int guesserIsNeverAdmitted(String address) {
    int[] guess = {0};
    return untilDone(
        () -> assertThat(attempt("bob", "guess " + guess[0]++, address)).isNotInstanceOf(ADMITTED));
  }

  private int strangerIsNeverAdmitted(String user, String address) {
    return untilDone(
        () -> assertThat(attempt(user, "ann's", address)).isEqualTo(new LoginOutcome.Refused()));
  }

  private int untilDone(Callable<?> check) {
    int times = 0;
    do {
      try {
        check.call();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      times++;
    } while (!done);
    return times;
  }

  private LoginOutcome attempt(String user, String password, String address) {
    return logins.attempt(new Credentials.Password(user, password), address);
  }

  /** At once, since a writer in place may have to wait for long behind so many threads. */
  private void rewrite(String password) throws IOException {
    Path next = htpasswd.resolveSibling("next");
    Files.writeString(
        next, "ann:" + ANN + "\nbob:" + Md5Crypt.apr1Crypt(password.getBytes(UTF_8)) + "\n");
    Files.move(next, htpasswd, StandardCopyOption.ATOMIC_MOVE);
  }
}
