package dev.gatekeeper.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatekeeper.auth.realm.Credentials;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AuthorizationTest {

  private static final Set<String> BASIC = Set.of("basic");
  private static final Set<String> WITH_BEARER = Set.of("basic", "bearer");

  @ParameterizedTest
  @CsvSource({
    "Bearer abc.def-_~+/=, abc.def-_~+/=",
    "BEARER   x,           x",
  })
  void aTokenIsReadWhereARealmUnderstandsItsScheme(String field, String token) {
    assertThat(Authorization.of(List.of(field), WITH_BEARER))
        .isEqualTo(new Authorization.Shown(new Credentials.Token("bearer", token)));
    assertThat(Authorization.of(List.of(field), BASIC)).isInstanceOf(Authorization.Unusable.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Bearer     | malformed: it is not 'Bearer', a space and a token.
          Bearer a b | malformed: it is not 'Bearer', a space and a token.
          Digest x   | not of the scheme Basic or Bearer.
          """)
  void theProblemNamesTheSchemesThatAreUnderstood(String field, String problem) {
    assertThat(Authorization.of(List.of(field), WITH_BEARER))
        .isInstanceOfSatisfying(
            Authorization.Unusable.class,
            unusable -> assertThat(unusable.problem()).endsWith(problem));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void nameAndPasswordAreReadAsSent(String what, String field, String user, String password) {
    assertThat(Authorization.of(List.of(field), BASIC))
        .isEqualTo(new Authorization.Shown(new Credentials.Password(user, password)));
  }

  static Stream<Arguments> nameAndPasswordAreReadAsSent() {
    return Stream.of(
        arguments("plain", "Basic dXNlcjpwYXNz", "user", "pass"),
        arguments("scheme in lower case", "basic dXNlcjpwYXNz", "user", "pass"),
        arguments("scheme in upper case", "BASIC dXNlcjpwYXNz", "user", "pass"),
        arguments("scheme in mixed case", "bAsIc dXNlcjpwYXNz", "user", "pass"),
        arguments("two spaces", "Basic  dXNlcjpwYXNz", "user", "pass"),
        arguments("many spaces", "Basic      dXNlcjpwYXNz", "user", "pass"),
        arguments("padding of one", "Basic dXNlcjpwYXM=", "user", "pas"),
        arguments("padding of one left out", "Basic dXNlcjpwYXM", "user", "pas"),
        arguments("padding of two", "Basic dXNlcjpwYQ==", "user", "pa"),
        arguments("padding of two left out", "Basic dXNlcjpwYQ", "user", "pa"),
        arguments("+ and / in the token", "Basic dTo+Pz8/", "u", ">???"),
        arguments("empty password", basic("user:"), "user", ""),
        arguments("colons in the password", basic("a:b:c:"), "a", "b:c:"),
        arguments("spaces", basic(" a b : c "), " a b ", " c "),
        arguments("UTF-8, composed", basic("ren\u00e9:\u00e9"), "ren\u00e9", "\u00e9"),
        arguments("UTF-8, decomposed", basic("rene\u0301:e\u0301"), "rene\u0301", "e\u0301"),
        arguments(
            "beyond the BMP", basic("\ud83d\udd11:\ud83d\udd11"), "\ud83d\udd11", "\ud83d\udd11"),
        arguments("control character in the password", basic("u:a\tb"), "u", "a\tb"),
        arguments("a password that is the realm's to refuse", basic("u:a\0b"), "u", "a\0b"),
        arguments("user of 255 bytes", basic("x".repeat(255) + ":p"), "x".repeat(255), "p"),
        arguments("60 KB", basic("u:" + "x".repeat(45_000)), "u", "x".repeat(45_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void whatIsNotOneClearPairIsUnusable(String what, List<String> fields, String problem) {
    assertThat(Authorization.of(fields, BASIC))
        .isInstanceOfSatisfying(
            Authorization.Unusable.class,
            unusable -> assertThat(unusable.problem()).contains(problem).endsWith("."));
  }

  static Stream<Arguments> whatIsNotOneClearPairIsUnusable() {
    String shape = "it is not 'Basic', a space and base64";
    String damaged = "its base64 is cut or damaged";
    String charset = "name and password are not UTF-8";
    String colon = "there is no colon";
    String control = "the user name has a control character";
    String tooLong = "the user name is longer than 255 bytes";
    String scheme = "not of the scheme Basic";
    String many = "more than one Authorization header";
    return Stream.of(
        arguments("no field", List.of(), "has no credentials"),
        arguments("two fields", List.of(basic("a:b"), basic("c:d")), many),
        arguments("the same field twice", List.of(basic("a:b"), basic("a:b")), many),
        refused("two in one field", basic("a:b") + ", " + basic("c:d"), shape),
        refused("empty field", "", scheme),
        refused("scheme alone", "Basic", shape),
        refused("scheme and space", "Basic ", shape),
        refused("tab for space", "Basic\tdXNlcjpwYXNz", shape),
        refused("tab after space", "Basic \tdXNlcjpwYXNz", shape),
        refused("space before the scheme", " Basic dXNlcjpwYXNz", scheme),
        refused("space after the token", "Basic dXNlcjpwYXNz ", shape),
        refused("space in the token", "Basic dXNl cjpwYXNz", shape),
        refused("newline in the token", "Basic dXNl\ncjpwYXNz", shape),
        refused("newline after the token", "Basic dXNlcjpwYXNz\n", shape),
        refused("parameter after the token", "Basic dXNlcjpwYXNz,x=y", shape),
        refused("url-safe alphabet", "Basic dTo-Pz8_", damaged),
        refused("three padding characters", "Basic dXNlcjpwYXNz===", damaged),
        refused("padding in the middle", "Basic dX=NlcjpwYXNz", shape),
        refused("padding that is not due", "Basic dXNlcjpwYXNz=", damaged),
        refused("half the padding", "Basic dXNlcjpwYQ=", damaged),
        refused("a lone last character", "Basic dXNlcjpwYXNzY", damaged),
        refused("no colon", basic("user"), colon),
        refused("empty user", basic(":pw"), "the user name is empty"),
        refused("colon alone", basic(":"), "the user name is empty"),
        refused("ISO-8859-1 user", basic("ren\u00e9:pw".getBytes(ISO_8859_1)), charset),
        refused("ISO-8859-1 password", basic("u:\u00fc".getBytes(ISO_8859_1)), charset),
        refused("overlong UTF-8", basic(new byte[] {'u', ':', (byte) 0xC0, (byte) 0xBA}), charset),
        refused("newline in the user", basic("a\nb:pw"), control),
        refused("carriage return in the user", basic("a\rb:pw"), control),
        refused("NUL in the user", basic("a\0b:pw"), control),
        refused("DEL in the user", basic("a\u007fb:pw"), control),
        refused("NEL in the user", basic("a\u0085:pw"), control),
        refused("user of 256 bytes", basic("x".repeat(256) + ":p"), tooLong),
        refused("user of 256 bytes in 128 characters", basic("\u00e9".repeat(128) + ":p"), tooLong),
        refused("Bearer", "Bearer dXNlcjpwYXNz", scheme),
        refused("Digest", "Digest username=\"u\"", scheme),
        refused("Negotiate", "Negotiate YII=", scheme),
        refused("a scheme that begins with Basic", "Basic2 dXNlcjpwYXNz", scheme));
  }

  @Test
  void composedAndDecomposedNamesStayTwoNames() {
    assertThat(Authorization.of(List.of(basic("ren\u00e9:x")), BASIC))
        .isNotEqualTo(Authorization.of(List.of(basic("rene\u0301:x")), BASIC));
  }

  @Test
  void neitherTextNorProblemShowsThePassword() {
    assertThat(Authorization.of(List.of(basic("user:hunter2")), BASIC))
        .asString()
        .contains("user=user")
        .doesNotContain("hunter2");
    assertThat(Authorization.of(List.of("Bearer hunter2"), WITH_BEARER))
        .asString()
        .contains("bearer")
        .doesNotContain("hunter2");
    assertThat(Authorization.of(List.of(basic("us\0er:hunter2")), BASIC))
        .asString()
        .doesNotContain("hunter2", "us\0er");
  }

  private static Arguments refused(String what, String field, String problem) {
    return arguments(what, List.of(field), problem);
  }

  private static String basic(String pair) {
    return basic(pair.getBytes(UTF_8));
  }

  private static String basic(byte[] pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
