package dev.gatekeeper.proxy.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.Refusal;
import dev.gatekeeper.auth.address.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossSiteTest {

  private static final CrossSite BY_HOST = rule(PublicOrigins.OF_THE_REQUEST);

  private static CrossSite rule(PublicOrigins own) {
    return new CrossSite(own, TrustedProxies.parse("10.0.0.1"), "gatekeeper.public-origins");
  }

  @ParameterizedTest
  @CsvSource({
    "-,                  -",
    "http://gate:8080,   -",
    "http://gate:8080,   same-origin",
    "http://gate:8080,   cross-site",
    "https://gate:8080,  same-site",
    "-,                  same-origin",
    "-,                  none",
  })
  void letsTheGatesOwnPagesAndProgramsPass(String origin, String site) {
    assertThat(BY_HOST.refusalOf(request("192.0.2.1", origin, site))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.test,  -",
    "https://evil.test,  same-origin",
    "https://evil.test,  none",
    "null,               -",
    "null,               same-origin",
    "gate:8080,          -",
    "'',                 same-origin",
    "http://gate:8080 http://gate:8080, same-origin",
    "http://gate:8080|http://gate:8080, same-origin",
    "http://gate:8080|https://evil.test, same-origin",
    "-,                  same-site",
    "-,                  cross-site",
    "-,                  something-new",
    "-,                  same-origin|cross-site",
  })
  void refusesWhatAnotherSitesPageSentAndNamesTheSetting(String origin, String site) {
    Optional<Refusal> refusal = BY_HOST.refusalOf(request("192.0.2.1", origin, site));

    assertThat(refusal).map(Refusal::status).contains(403);
    assertThat(refusal.orElseThrow().message()).contains("gatekeeper.public-origins");
  }

  @Test
  void originsThatAreListedCountInsteadOfTheHost() {
    CrossSite rule = rule(PublicOrigins.parse("https://MLflow.example.com:443, http://other:81"));

    assertThat(rule.refusalOf(request("192.0.2.1", "https://mlflow.example.com", "-"))).isEmpty();
    assertThat(rule.refusalOf(request("192.0.2.1", "http://other:81", "-"))).isEmpty();
    assertThat(rule.refusalOf(request("192.0.2.1", "http://mlflow.example.com", "-"))).isPresent();
    assertThat(rule.refusalOf(request("192.0.2.1", "http://gate:8080", "-"))).isPresent();
  }

  @Test
  void aTrustedProxySaysWhichHostTheBrowserAskedAndNobodyElseDoes() {
    assertThat(BY_HOST.refusalOf(request("10.0.0.1", "https://public.test", "-"))).isEmpty();
    assertThat(BY_HOST.refusalOf(request("10.0.0.2", "https://public.test", "-"))).isPresent();
  }

  /**
   * Sent to {@code gate:8080}, which somebody says is {@code public.test}; a bar divides fields.
   */
  private static HttpServletRequest request(String peer, String origin, String site) {
    Map<String, String> fields =
        Map.of(
            "host",
            "gate:8080",
            "x-forwarded-host",
            "public.test",
            "origin",
            origin,
            "sec-fetch-site",
            site);
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            CrossSiteTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getRemoteAddr" -> peer;
                  case "getScheme" -> "http";
                  case "getHeader" -> fields.get(lowerCase(arguments[0]));
                  case "getHeaders" ->
                      Collections.enumeration(values(fields.get(lowerCase(arguments[0]))));
                  default -> throw new UnsupportedOperationException(called.toString());
                });
  }

  private static String lowerCase(Object name) {
    return name.toString().toLowerCase(Locale.ROOT);
  }

  private static List<String> values(@Nullable String text) {
    return text == null || text.equals("-") ? List.of() : List.of(text.split("\\|", -1));
  }
}
