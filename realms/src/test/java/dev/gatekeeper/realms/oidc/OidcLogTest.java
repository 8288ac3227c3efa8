package dev.gatekeeper.realms.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import dev.gatekeeper.realms.LoggedLines;
import dev.gatekeeper.realms.oidc.FakeProvider.Answer;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the admin finds in the log. */
@Timeout(60)
class OidcLogTest {

  private static final String SECRET = "s3cret-of-the-client";
  private static final String TOKEN = "t0ken-of-a-user";

  private final LoggedLines log = new LoggedLines(OidcRealm.class);

  private FakeProvider provider;
  private OidcRealm realm;

  @BeforeEach
  void start() throws IOException {
    provider = new FakeProvider();
    OidcParameters parameters =
        new OidcParameters(
            new ParameterValues(
                Map.of(
                    "oidc-issuer",
                    provider.issuer(),
                    "oidc-client-id",
                    "gate",
                    "oidc-client-secret",
                    SECRET,
                    "oidc-introspect",
                    "true")),
            Set.of("reader", "writer", "admin"));
    realm = new OidcRealm(new OidcProvider(parameters), parameters);
  }

  @AfterEach
  void stop() {
    log.close();
    realm.close();
    provider.close();
  }

  private Verdict verify() {
    return realm.verify(new Credentials.Token("bearer", TOKEN));
  }

  @Test
  void aWrongSecretNamesTheSettingsToLookAtAndNotTheSecret() {
    provider.answers(
        FakeProvider.INTROSPECTION,
        Answer.of(
            401,
            "{\"error\": \"invalid_client\", \"error_description\": \"%s\"}".formatted(SECRET)));

    assertThat(verify()).isInstanceOf(Verdict.Unavailable.class);
    assertThat(verify()).isInstanceOf(Verdict.Unavailable.class);

    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("look at oidc-client-id and oidc-client-secret")
        .doesNotContain(SECRET)
        .doesNotContain(TOKEN);
  }

  @Test
  void theDescriptionOfAnotherIssuerIsNamed() {
    provider.describes("https://login.example.com");

    assertThat(verify()).isInstanceOf(Verdict.Unavailable.class);

    assertThat(log.lines()).singleElement().asString().contains("'https://login.example.com'");
  }

  @Test
  void ofRefusedTokensOneIsLoggedWithoutTheToken() {
    provider.answers(FakeProvider.INTROSPECTION, Answer.of(200, "{\"active\": false}"));

    assertThat(verify()).isEqualTo(new Verdict.Rejected());
    assertThat(verify()).isEqualTo(new Verdict.Rejected());

    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("the provider says that it does not hold")
        .doesNotContain(TOKEN);
  }
}
