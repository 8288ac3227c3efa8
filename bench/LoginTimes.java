import dev.gatekeeper.auth.hash.PasswordHasher;
import dev.gatekeeper.auth.login.LockoutPolicy;
import dev.gatekeeper.auth.login.Logins;
import dev.gatekeeper.auth.login.VerificationPolicy;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Times logins in rounds that take turns, so that what else the machine does falls on all alike.
 */
final class LoginTimes {

  private static final int USERS = 20;
  private static final LockoutPolicy NO_LOCKOUT =
      new LockoutPolicy(
          0, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

  private final Random random = new Random(1);
  private final Logins logins;

  private LoginTimes(List<PasswordHasher> hashers) throws IOException {
    Path file = Files.createTempFile("htpasswd", "");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < USERS; i++) {
      PasswordHasher hasher = hashers.get(i % hashers.size());
      lines.append("user").append(i).append(':').append(hasher.hash("right" + i)).append('\n');
    }
    Files.writeString(file, lines);
    logins =
        new Logins(
            HtpasswdRealm.builder().htpasswdFile(file).build(),
            VerificationPolicy.DEFAULT,
            NO_LOCKOUT);
    file.toFile().deleteOnExit();
  }

  public static void main(String[] arguments) throws IOException {
    System.out.println("| file | login | median | 10 % | 90 % | known slower |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    measure("bcrypt cost 8", 200, PasswordHasher.bcrypt(8));
    measure("apr1", 5_000, PasswordHasher.apr1());
    measure("bcrypt cost 8 and apr1", 200, PasswordHasher.bcrypt(8), PasswordHasher.apr1());
  }

  private static void measure(String file, int rounds, PasswordHasher... hashers)
      throws IOException {
    LoginTimes times = new LoginTimes(List.of(hashers));
    times.refusals(rounds / 4);
    report(file + ", nobody remembered", times.refusals(rounds));
    times.remember();
    report(file + ", all remembered", times.refusals(rounds));
    double[] remembered = times.remembered();
    System.out.printf(
        Locale.ROOT,
        "| %s | right, remembered | %.4f ms | %.4f | %.4f | |%n",
        file,
        quantile(remembered, 0.5),
        quantile(remembered, 0.1),
        quantile(remembered, 0.9));
  }

  private record Refusals(double[] known, double[] unknown) {}

  private Refusals refusals(int rounds) {
    double[] known = new double[rounds];
    double[] unknown = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      String wrong = "wrong" + random.nextLong();
      if (random.nextBoolean()) {
        known[i] = millis("user" + random.nextInt(USERS), wrong);
        unknown[i] = millis("user" + random.nextInt(USERS, 100 * USERS), wrong);
      } else {
        unknown[i] = millis("user" + random.nextInt(USERS, 100 * USERS), wrong);
        known[i] = millis("user" + random.nextInt(USERS), wrong);
      }
    }
    return new Refusals(known, unknown);
  }

  private void remember() {
    for (int i = 0; i < USERS; i++) {
      millis("user" + i, "right" + i);
    }
  }

  private double[] remembered() {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      int user = i % USERS;
      times.add(millis("user" + user, "right" + user));
    }
    return times.stream().skip(50_000).mapToDouble(Double::doubleValue).toArray();
  }

  private double millis(String user, String password) {
    Credentials credentials = new Credentials.Password(user, password);
    long start = System.nanoTime();
    logins.attempt(credentials, "192.0.2.1");
    return (System.nanoTime() - start) / 1e6;
  }

  private static void report(String file, Refusals refusals) {
    String slower = String.format(Locale.ROOT, "%.2f", slower(refusals.known(), refusals.unknown()));
    line(file, "known user, wrong password", refusals.known(), slower);
    line(file, "unknown user", refusals.unknown(), "");
  }

  /**
   * How often the one is the slower, of all pairs: half of them where the two times are of one
   * distribution, whatever its shape. In a file of two formats it has two peaks, and no median.
   */
  private static double slower(double[] one, double[] other) {
    long slower = 0;
    for (double time : one) {
      slower += Arrays.stream(other).filter(otherTime -> time > otherTime).count();
    }
    return slower / (double) (one.length * other.length);
  }

  private static void line(String file, String login, double[] times, String ratio) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.2f ms | %.2f | %.2f | %s |%n",
        file,
        login,
        quantile(times, 0.5),
        quantile(times, 0.1),
        quantile(times, 0.9),
        ratio);
  }

  private static double quantile(double[] times, double share) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1))];
  }
}
