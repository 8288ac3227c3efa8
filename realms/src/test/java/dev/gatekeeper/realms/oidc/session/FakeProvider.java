package dev.gatekeeper.realms.oidc.session;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A provider without HTTP, which takes a code and a refresh token only once. */
final class FakeProvider implements Provider {

  static final String CODE = "the code";

  final List<String> refreshed = Collections.synchronizedList(new ArrayList<>());
  volatile @Nullable SignInException failure;
  volatile String user = "ann";
  volatile Set<String> roles = Set.of("writer");
  volatile @Nullable String firstRefreshToken = "refresh-0";
  volatile Runnable beforeAnswer = () -> {};
  private final Set<String> used = Collections.synchronizedSet(new HashSet<>());

  @Override
  public URI authorizationRequest(PendingSignIn pending, URI callback) throws SignInException {
    fail();
    return URI.create(
        "https://provider.example/authorize?state=%s&redirect_uri=%s"
            .formatted(pending.state(), callback));
  }

  @Override
  public SignedIn redeem(String code, PendingSignIn pending, URI callback) throws SignInException {
    fail();
    if (!code.equals(CODE) || !used.add(pending.state())) {
      throw TokenFailure.error("invalid_grant", "Code not valid");
    }
    return new SignedIn(user, roles, firstRefreshToken);
  }

  @Override
  public SignedIn refresh(String refreshToken) throws SignInException {
    refreshed.add(refreshToken);
    beforeAnswer.run();
    fail();
    if (!used.add(refreshToken)) {
      throw TokenFailure.error("invalid_grant", "Token was used");
    }
    return new SignedIn(user, roles, "refresh-" + refreshed.size());
  }

  private void fail() throws SignInException {
    SignInException now = failure;
    if (now != null) {
      throw now;
    }
  }

  @Override
  public Optional<URI> endSession(@Nullable String refreshToken, URI afterwards) {
    return Optional.of(
        URI.create("https://provider.example/logout?post_logout_redirect_uri=" + afterwards));
  }

  @Override
  public boolean isIssuer(String issuer) {
    return issuer.equals("https://provider.example");
  }
}
