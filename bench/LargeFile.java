import dev.gatekeeper.auth.hash.PasswordHasher;
import dev.gatekeeper.auth.login.LockoutPolicy;
import dev.gatekeeper.auth.login.Logins;
import dev.gatekeeper.auth.login.VerificationPolicy;
import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Times how long a password file takes to be read, and a remembered login in it. */
final class LargeFile {

  private static final int FILES = 11;
  private static final int LOGINS = 200_000;

  private LargeFile() {}

  public static void main(String[] arguments) throws IOException {
    String hash = PasswordHasher.apr1().hash("secret");
    System.out.println("| users | file | read in | right, remembered |");
    System.out.println("| --- | --- | --- | --- |");
    for (int users : new int[] {10, 1_000, 100_000}) {
      Path file = write(users, hash);
      double read = median(FILES, i -> HtpasswdRealm.builder().htpasswdFile(file).build());
      double login = login(HtpasswdRealm.builder().htpasswdFile(file).build(), users);
      System.out.printf(
          Locale.ROOT,
          "| %,d | %.1f MB | %.0f ms | %.4f ms |%n",
          users,
          Files.size(file) / 1e6,
          read,
          login);
      Files.delete(file);
    }
  }

  private static Path write(int users, String hash) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < users; i++) {
      lines.append(user(i)).append(':').append(hash).append(":a comment of forty characters, or so ");
      lines.append('\n');
    }
    return Files.writeString(Files.createTempFile("htpasswd", ""), lines);
  }

  private static String user(int i) {
    return "user-%06d@example.org".formatted(i);
  }

  private static double login(CredentialRealm realm, int users) {
    Logins logins = new Logins(realm, VerificationPolicy.DEFAULT, LockoutPolicy.DEFAULT);
    Credentials last = new Credentials.Password(user(users - 1), "secret");
    return median(LOGINS, i -> logins.attempt(last, "192.0.2.1"));
  }

  private interface Step {
    void run(int i);
  }

  /** In milliseconds, of the second half, when the JVM has compiled what it runs. */
  private static double median(int times, Step step) {
    double[] millis = new double[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      step.run(i);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    double[] half = Arrays.copyOfRange(millis, times / 2, times);
    Arrays.sort(half);
    return half[half.length / 2];
  }
}
