package dev.gatekeeper.auth.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatekeeper.auth.BasicAuthFilter;
import dev.gatekeeper.auth.CapturedLog;
import dev.gatekeeper.auth.hash.PasswordHasher;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each Authorization field gets, byte for byte over a socket, with a password file behind the
 * filter. What the file may hold is in HtpasswdFileTest, how hashes are read in PasswordHashTest.
 */
abstract class CredentialsContract {

  private static final String X72 = "x".repeat(72);
  private static final String LONGEST = "\u00e9".repeat(512);
  private static final String CHALLENGE = "Basic realm=\"Login\", charset=\"UTF-8\"";

  private static final String USERS =
      Stream.of(
              "user:" + PasswordHasher.apr1().hash("pass"),
              "pad:" + PasswordHasher.apr1().hash("pas"),
              "a:" + PasswordHasher.bcrypt(4).hash("b:c"),
              "none:" + PasswordHasher.apr1().hash(""),
              "ren\u00e9:" + PasswordHasher.apr1().hash("\u00fc"),
              "rene\u0301:" + PasswordHasher.apr1().hash("u\u0308"),
              "long:" + PasswordHasher.bcrypt(4).hash(X72),
              "longest:" + PasswordHasher.apr1().hash(LONGEST),
              "tool:" + PasswordHasher.apr1().hash("pass"))
          .map(line -> line + "\n")
          .reduce("", String::concat);

  private final CapturedLog log = new CapturedLog(BasicAuthFilter.class.getPackage());
  private final Path folder;
  private final Path htpasswd;
  private EmbeddedContainer container = new NotStarted();

  CredentialsContract(@TempDir Path folder) {
    this.folder = folder;
    htpasswd = folder.resolve("htpasswd");
  }

  abstract EmbeddedContainer start(Webapp webapp, Path folder) throws Exception;

  private void deploy(String users) throws Exception {
    Files.writeString(htpasswd, users);
    BasicAuthFilter filter =
        BasicAuthFilter.builder(HtpasswdRealm.builder().htpasswdFile(htpasswd).build()).build();
    container =
        start(
            new Webapp()
                .filter(filter)
                .page(
                    "/who",
                    (request, response) -> {
                      response.setCharacterEncoding("UTF-8");
                      response.getWriter().print(request.getRemoteUser());
                    }),
            folder);
  }

  @AfterEach
  void stop() throws IOException {
    container.close();
    log.close();
  }

  static Stream<Arguments> admitted() {
    return Stream.of(
        arguments("Basic dXNlcjpwYXNz", "user"),
        arguments("basic dXNlcjpwYXNz", "user"),
        arguments("BASIC dXNlcjpwYXNz", "user"),
        arguments("bAsIc dXNlcjpwYXNz", "user"),
        arguments("Basic  dXNlcjpwYXNz", "user"),
        arguments("Basic cGFkOnBhcw==", "pad"),
        arguments("Basic cGFkOnBhcw", "pad"),
        arguments(basic("a:b:c"), "a"),
        arguments(basic("none:"), "none"),
        arguments(basic("ren\u00e9:\u00fc"), "ren\u00e9"),
        arguments(basic("rene\u0301:u\u0308"), "rene\u0301"),
        arguments(basic("long:" + X72), "long"),
        arguments(basic("long:" + X72 + "y"), "long"),
        arguments(basic("longest:" + LONGEST), "longest"));
  }

  @ParameterizedTest(name = "[{index}] {1}")
  @MethodSource
  void admitted(String field, String user) throws Exception {
    deploy(USERS);
    RawAnswer answer = get("Authorization: " + field);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(user);
    assertThat(answer.values("Set-Cookie")).as("no session").isEmpty();
  }

  static Stream<String> challenged() {
    return Stream.of(
        "Nothing: here",
        "Authorization:",
        "Authorization: Basic",
        "Authorization: Basic ",
        "Authorization: Basic  x",
        "Authorization: Basic\tdXNlcjpwYXNz",
        "Authorization: Basic \tdXNlcjpwYXNz",
        "Authorization: Basic dXNlcjpw YXNz",
        "Authorization: Basic dTo-Pz8_",
        "Authorization: Basic dXNlcjpwYXNz=",
        "Authorization: " + basic("user"),
        "Authorization: " + basic(":pass"),
        "Authorization: " + basic("user:"),
        "Authorization: " + basic("user:pasS"),
        "Authorization: " + basic("User:pass"),
        "Authorization: " + basic("user :pass"),
        "Authorization: " + basic("a:b"),
        "Authorization: " + basic("none:x"),
        "Authorization: " + basic("ren\u00e9:u\u0308"),
        "Authorization: " + basic("rene\u0301:\u00fc"),
        "Authorization: " + basic("ren\u00e9:\u00fc".getBytes(ISO_8859_1)),
        "Authorization: " + basic("long:" + X72.substring(1)),
        "Authorization: " + basic("longest:" + LONGEST + "x"),
        "Authorization: " + basic("user:pass\0"),
        "Authorization: " + basic("user:pass\0tail"),
        "Authorization: " + basic("user\0:pass"),
        "Authorization: " + basic("us\r\ner:pass"),
        "Authorization: " + basic("us\u001b[2Jer:pass"),
        "Authorization: Bearer dXNlcjpwYXNz",
        "Authorization: Digest username=\"user\"",
        "Authorization: Negotiate YII=",
        "Authorization: Basic dXNlcjpwYXNz, Basic dXNlcjpwYXNz",
        "Authorization: Basic dXNlcjpwYXNz\r\nAuthorization: Basic dXNlcjpwYXNz",
        "Authorization: B\u00e4sic dXNlcjpwYXNz",
        "Proxy-Authorization: Basic dXNlcjpwYXNz");
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource
  void challenged(String fields) throws Exception {
    deploy(USERS);
    RawAnswer answer = get(fields);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.values("WWW-Authenticate")).containsExactly(CHALLENGE);
    assertThat(answer.values("Cache-Control")).containsExactly("no-store");
    assertThat(answer.values("Set-Cookie")).as("no session").isEmpty();
    assertThat(answer.body()).as("one sentence").matches("[A-Z][ -~]+\\.\n");
    assertThat(log.lines()).as("anybody may send this, so it fills no log").isEmpty();
  }

  static Stream<String> refusedOrChallenged() {
    return Stream.of(
        "Authorization: Basic dXNl\r\n cjpwYXNz",
        "Authorization: Basic dXNlcjpw\nYXNz",
        "Authorization: Basic dXNlcjpw\rYXNz",
        "Authorization: Basic dXNlcjpw\0YXNz",
        "Authorization : Basic dXNlcjpwYXNz",
        " Authorization: Basic dXNlcjpwYXNz",
        "Authorization\0: Basic dXNlcjpwYXNz",
        "Authorization: " + basic("user:" + "x".repeat(45_000)));
  }

  /** Containers differ in what they let through to a filter; none lets anybody in by it. */
  @ParameterizedTest(name = "[{index}]")
  @MethodSource
  void refusedOrChallenged(String fields) throws Exception {
    deploy(USERS);

    assertThat(get(fields).status()).isIn(400, 401, 431);
  }

  @Test
  void whoIsRemovedOrHasAnotherPasswordIsOutWithinASecondThoughRemembered() throws Exception {
    deploy(USERS);
    assertThat(get("Authorization: " + basic("user:pass")).status()).isEqualTo(200);
    assertThat(get("Authorization: " + basic("tool:pass")).status()).isEqualTo(200);

    Files.writeString(htpasswd, "tool:" + PasswordHasher.apr1().hash("new") + "\n");

    await(() -> statusOf("tool:new") == 200);
    assertThat(statusOf("tool:pass")).isEqualTo(401);
    assertThat(statusOf("user:pass")).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob",
        "bob:",
        "bob:*",
        "bob:!",
        "bob:*0",
        ":pass",
        "bob:pass",
        "bob:$apr1$UxNVvTzv$tbmxfzeD7",
        "bob:{SHA}W6ph",
        "bob:$2x$04$MWcjdz6TyfxIAKAoi.FXbuBQ8SgbCI0vP0c1BsZihhM8AdKJ950Ga",
        "bob:$2y$31$MWcjdz6TyfxIAKAoi.FXbuBQ8SgbCI0vP0c1BsZihhM8AdKJ950Ga",
        "bob:$5$rounds=999999999$ab$zDOms7TXgIbcDJeUg2CE4Ar3su3nPGCUvs9YQZ6DhYB",
        "\u00a0bob:{SHA}nU4eI71bcnBGqeO0t9tXvY1u5oQ="
      })
  void aLineThatCannotBeUsedKeepsOutItsUserAlone(String line) throws Exception {
    String tooLong = "# " + "x".repeat(100_000);
    String ann = "ann:" + PasswordHasher.apr1().hash("pass") + ":comment";
    deploy(String.join("\r\n", line, "", tooLong, ann, ""));

    assertThat(statusOf("ann:pass")).isEqualTo(200);
    for (String user : List.of("bob", "\u00a0bob", "")) {
      for (String password : List.of("", "pass", line.substring(line.indexOf(':') + 1))) {
        assertThat(statusOf(user + ":" + password)).isEqualTo(401);
      }
    }
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("WARNING " + htpasswd + ", line 1: ");
  }

  @Test
  void anEmptyFileIsClosedForEveryone() throws Exception {
    deploy(USERS);
    assertThat(statusOf("user:pass")).isEqualTo(200);

    Files.writeString(htpasswd, "");

    await(() -> statusOf("user:pass") == 401);
  }

  @Test
  void tenThousandWrongPasswordsLockOutWhereTheyComeFromAlone() throws Exception {
    deploy(USERS);
    int refused = 0;
    RawAnswer last = get("Nothing: here");
    try (Socket socket = RawAnswer.connect("127.0.0.1", container.port())) {
      for (int i = 0; i < 10_000; i++) {
        last = RawAnswer.exchange(socket, "Authorization: " + basic("user:guess " + i));
        refused += last.status() == 401 ? 1 : 0;
      }
    }

    assertThat(last.status()).isEqualTo(429);
    assertThat(Integer.parseInt(last.values("Retry-After").get(0))).isPositive();
    assertThat(last.body()).startsWith("Too many different wrong passwords came from your address");
    // after ten of them each more has to wait, for a second, then two, then four
    assertThat(refused).isBetween(10, 20);
    assertThat(statusOf("user:pass")).isEqualTo(429);
    assertThat(
            RawAnswer.from("127.0.0.2", container.port(), "Authorization: " + basic("user:pass"))
                .body())
        .isEqualTo("user");
  }

  @Test
  void aRepeatedWrongPasswordCountsOnceAndNoneNotAtAll() throws Exception {
    deploy(USERS);
    try (Socket socket = RawAnswer.connect("127.0.0.1", container.port())) {
      for (int i = 0; i < 10_000; i++) {
        assertThat(RawAnswer.exchange(socket).status()).as("on one connection").isEqualTo(401);
      }
      for (int i = 0; i < 100; i++) {
        assertThat(RawAnswer.exchange(socket, "Authorization: " + basic("user:outdated")).status())
            .isEqualTo(401);
      }
    }

    assertThat(statusOf("user:pass")).isEqualTo(200);
  }

  private RawAnswer get(String fields) throws IOException {
    return RawAnswer.to(container.port(), fields, "Connection: close");
  }

  private int statusOf(String pair) {
    try {
      return get("Authorization: " + basic(pair)).status();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private static String basic(String pair) {
    return basic(pair.getBytes(UTF_8));
  }

  private static String basic(byte[] pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
