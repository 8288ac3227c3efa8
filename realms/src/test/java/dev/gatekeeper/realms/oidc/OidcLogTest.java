package dev.gatekeeper.realms.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import dev.gatekeeper.realms.oidc.FakeProvider.Answer;
import java.io.IOException;
import java.text.MessageFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the admin finds in the log. */
@Timeout(60)
class OidcLogTest {

  private static final String SECRET = "s3cret-of-the-client";
  private static final String TOKEN = "t0ken-of-a-user";

  private final Logger logger = Logger.getLogger(OidcRealm.class.getName());
  private final Lines lines = new Lines();

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
    logger.addHandler(lines);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(lines);
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

    assertThat(lines.found)
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

    assertThat(lines.found).singleElement().asString().contains("'https://login.example.com'");
  }

  @Test
  void ofRefusedTokensOneIsLoggedWithoutTheToken() {
    provider.answers(FakeProvider.INTROSPECTION, Answer.of(200, "{\"active\": false}"));

    assertThat(verify()).isEqualTo(new Verdict.Rejected());
    assertThat(verify()).isEqualTo(new Verdict.Rejected());

    assertThat(lines.found)
        .singleElement()
        .asString()
        .contains("the provider says that it does not hold")
        .doesNotContain(TOKEN);
  }

  private static final class Lines extends Handler {

    private final List<String> found = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      Object[] parameters = line.getParameters();
      found.add(
          parameters == null
              ? line.getMessage()
              : MessageFormat.format(line.getMessage(), parameters));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
