package dev.gatekeeper.auth.hash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real nginx is asked about the formats that no htpasswd knows, as its clients ask it. */
class NginxDifferentialTest {

  private static final long SEED = 20_260_104;
  private static final int USERS = 200;

  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid FOLDER/pid;
      events {}
      http {
        access_log off;
        client_body_temp_path FOLDER/body;
        proxy_temp_path FOLDER/proxy;
        fastcgi_temp_path FOLDER/fastcgi;
        uwsgi_temp_path FOLDER/uwsgi;
        scgi_temp_path FOLDER/scgi;
        server {
          listen unix:FOLDER/socket;
          root FOLDER/html;
          auth_basic "test";
          auth_basic_user_file FOLDER/users;
        }
      }
      """;

  private final Path folder;
  private final Process nginx;

  NginxDifferentialTest(@TempDir Path folder) throws Exception {
    RealProgram.require("nginx", "nginx");
    this.folder = folder;
    Files.createDirectory(folder.resolve("html"));
    Files.writeString(folder.resolve("html/index.html"), "in");
    Files.writeString(
        folder.resolve("nginx.conf"), CONFIGURATION.replace("FOLDER", folder.toString()));
    nginx =
        new ProcessBuilder(
                "nginx", "-p", folder.toString(), "-c", "nginx.conf", "-e", folder + "/error.log")
            .redirectErrorStream(true)
            .redirectOutput(Redirect.INHERIT)
            .start();
  }

  @BeforeEach
  void awaitNginx() {
    while (!Files.exists(folder.resolve("socket"))) {
      assertThat(nginx.isAlive()).as("nginx runs").isTrue();
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void stopNginx() throws InterruptedException {
    nginx.destroy();
    nginx.waitFor();
  }

  static Stream<Arguments> formats() {
    return Stream.of(
        arguments("{SSHA}", (BiFunction<Random, String, String>) NginxDifferentialTest::ssha),
        arguments("{PLAIN}", (BiFunction<Random, String, String>) (r, text) -> "{PLAIN}" + text),
        arguments(
            "{SHA}",
            (BiFunction<Random, String, String>)
                (r, text) -> "{SHA}" + Base64.getEncoder().encodeToString(DigestUtils.sha1(text))));
  }

  private static String ssha(Random random, String password) {
    byte[] salt = new byte[random.nextInt(17)];
    random.nextBytes(salt);
    byte[] text = password.getBytes(UTF_8);
    byte[] digest =
        DigestUtils.sha1(
            ByteBuffer.allocate(text.length + salt.length).put(text).put(salt).array());
    return "{SSHA}"
        + Base64.getEncoder()
            .encodeToString(
                ByteBuffer.allocate(digest.length + salt.length).put(digest).put(salt).array());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void nginxAgreesAboutRightWrongAndMutatedPasswords(
      String name, BiFunction<Random, String, String> format) throws Exception {
    Random random = new Random(SEED);
    List<Login> logins =
        Login.random(random, USERS).stream()
            // what ends a line or a field, and the empty text, is no {PLAIN} password
            .map(login -> new Login(login.user(), "p" + login.password().replace(":", ";")))
            .toList();
    List<String> hashes =
        logins.stream().map(login -> format.apply(random, login.password())).toList();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      lines.add(logins.get(i).user() + ":" + hashes.get(i));
    }
    Files.write(folder.resolve("users"), lines);

    for (int i = 0; i < USERS; i++) {
      PasswordHash hash = PasswordHash.parse(hashes.get(i), HashPolicy.DEFAULT.withPlainText());
      Login right = logins.get(i);
      assertThat(hash.matches(right.password())).as("%s", right).isTrue();
      assertThat(letsIn(right)).as("nginx and %s", right).isTrue();
      Login mutated = right.withMutatedPassword(random);
      assertThat(hash.matches(mutated.password()))
          .as("%s, which is %s", mutated, right)
          .isEqualTo(letsIn(mutated));
    }
  }

  private boolean letsIn(Login login) throws IOException {
    String credentials =
        Base64.getEncoder().encodeToString((login.user() + ":" + login.password()).getBytes(UTF_8));
    try (SocketChannel channel =
        SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("socket")))) {
      channel.write(
          ByteBuffer.wrap(
              ("GET / HTTP/1.0\r\nAuthorization: Basic " + credentials + "\r\n\r\n")
                  .getBytes(ISO_8859_1)));
      String answer = new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 ");
      String status = answer.substring(9, 12);
      assertThat(status).isIn("200", "401");
      return status.equals("200");
    }
  }
}
