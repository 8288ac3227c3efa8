package dev.gatekeeper.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept",
        "Accept-Encoding",
        "Content-Type",
        "Content-Encoding",
        "Cookie",
        "If-None-Match",
        "Origin",
        "Range",
        "Referer",
        "Sec-Fetch-Site",
        "Traceparent",
        "User-Agent",
        "X-Forward",
        "X-MLflow-Workspace",
        "X-Remote-Username",
        "X2-3",
      })
  void whatConcernsTheMessageAlonePassesUp(String name) {
    assertPassesUp(name, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "HTTP2-Settings",
        "Keep-Alive",
        "Proxy",
        "Proxy-Anything-New",
        "Proxy-Authenticate",
        "Proxy-Authentication-Info",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
      })
  void whatConcernsOneConnectionPassesNeitherWay(String name) {
    assertPassesUp(name, false);
    assertPassesDown(name, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Authorization", "Content-Length", "Expect", "Host", "Via", "X-Request-Id"})
  void whatTheProxyWritesItselfDoesNotPassUp(String name) {
    assertPassesUp(name, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CF-Connecting-IP",
        "Client-IP",
        "Forwarded",
        "Remote-User",
        "True-Client-IP",
        "X-Auth-Request-Email",
        "X-Auth-Request-User",
        "X-Authenticated-User",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "X-Forwarded-Anything-New",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Method",
        "X-Forwarded-Prefix",
        "X-Forwarded-Proto",
        "X-Forwarded-Uri",
        "X-Forwarded-User",
        "X-HTTP-Method",
        "X-HTTP-Method-Override",
        "X-Method-Override",
        "X-Original-URL",
        "X-Real-IP",
        "X-Remote-User",
        "X-Rewrite-URL",
        "X-WEBAUTH-USER",
      })
  void whatAClientSaysAboutItselfDoesNotPassUp(String name) {
    assertPassesUp(name, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X_Forwarded_User",
        "X_Remote-User",
        "X.Remote.User",
        "Remote_User",
        "My_Field",
        "My.Field",
        "X-Remote-User ",
        "X-R\u00e9al",
        "A:b",
        "A'b",
      })
  void aNameThatWsgiCouldReadAsAnotherDoesNotPassUp(String name) {
    assertPassesUp(name, false);
  }

  @Test
  void anUnusualNamePassesUpWhereItIsAdmittedButNoClaim() {
    Set<String> admitted = Set.of("my_field", "x-remote-user", "te");

    assertThat(FieldRules.passesUp("My_Field", admitted)).isTrue();
    assertThat(FieldRules.passesUp("My_Other", admitted)).isFalse();
    assertThat(FieldRules.passesUp("X-Remote-User", admitted)).isFalse();
    assertThat(FieldRules.passesUp("TE", admitted)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-User, true",
    "X-Remote-User,    true",
    "X-Anything,       true",
    "X_Remote_User,    false",
    "'',               false",
    "Authorization,    false",
    "Connection,       false",
    "Content-Length,   false",
    "Content-Type,     false",
    "Cookie,           false",
    "Forwarded,        false",
    "Host,             false",
    "Proxy-User,       false",
    "Via,              false",
    "X-Forwarded-For,  false",
    "x-real-ip,        false",
  })
  void onlyAFieldThatNobodyElseNeedsMayCarryTheUser(String name, boolean may) {
    assertThat(FieldRules.mayCarryUser(name)).isEqualTo(may);
  }

  @ParameterizedTest
  @CsvSource({
    "X-A,   value,            true",
    "X-A,   '',               true",
    "X-A,   'tab\tbed',       true",
    "x!#$%, käse,             true",
    "X-A,   'a\rb',           false",
    "X-A,   'a\nb',           false",
    "X-A,   'a\0b',           false",
    "X-A,   'a\u007fb',       false",
    "'',    value,            false",
    "'X A', value,            false",
    "'X:',  value,            false",
    "Xä,    value,            false",
  })
  void aFieldIsATokenAndAValueWithoutControlCharacters(String name, String value, boolean is) {
    assertThat(FieldRules.isWellFormed(name, value)).isEqualTo(is);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authentication-Info",
        "Content-Length",
        "ETag",
        "Location",
        "Set-Cookie",
        "WWW-Authenticate",
        "X-Forwarded-For",
        "x_underscore",
      })
  void whatTheUpstreamSaysPassesDown(String name) {
    assertPassesDown(name, true);
  }

  @ParameterizedTest
  @MethodSource
  void theNamesThatConnectionListsAreFoundInAnyCase(List<String> fields, Set<String> names) {
    Set<String> named = FieldRules.namedBy(fields);

    assertThat(named).containsAll(names);
    for (String name : names) {
      assertThat(named).contains(name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }
    assertThat(named).doesNotContain("Cookie");
  }

  static Stream<Arguments> theNamesThatConnectionListsAreFoundInAnyCase() {
    return Stream.of(
        arguments(List.of(), Set.of()),
        arguments(List.of("close"), Set.of("close")),
        arguments(List.of("close, X-Foo"), Set.of("close", "X-Foo")),
        arguments(List.of("close,X-Foo"), Set.of("close", "X-Foo")),
        arguments(List.of(" close \t,\t X-Foo "), Set.of("close", "X-Foo")),
        arguments(List.of("close", "X-Foo, X-Bar"), Set.of("close", "X-Foo", "X-Bar")),
        arguments(List.of("close, close"), Set.of("close")),
        arguments(List.of(","), Set.of()),
        arguments(List.of(""), Set.of()),
        arguments(List.of(",, X-Foo,,"), Set.of("X-Foo")));
  }

  private static void assertPassesUp(String name, boolean passes) {
    assertThat(spellings(name))
        .allSatisfy(
            spelling ->
                assertThat(FieldRules.passesUp(spelling, Set.of())).as(spelling).isEqualTo(passes));
  }

  private static void assertPassesDown(String name, boolean passes) {
    assertThat(spellings(name))
        .allSatisfy(
            spelling -> assertThat(FieldRules.passesDown(spelling)).as(spelling).isEqualTo(passes));
  }

  private static List<String> spellings(String name) {
    return List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT));
  }
}
