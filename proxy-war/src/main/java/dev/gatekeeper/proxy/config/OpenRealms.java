package dev.gatekeeper.proxy.config;

import static java.lang.System.Logger.Level.WARNING;

import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import dev.gatekeeper.proxy.account.SignedInUsers;
import dev.gatekeeper.realms.oidc.OidcProvider;
import dev.gatekeeper.realms.oidc.OidcRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The realms of one deployment.
 *
 * @param all asked in their order
 * @param htpasswd the one whose users the account pages change, if there is one
 * @param provider where people sign in on a page, if there is one
 * @param signedIn who came through another one
 * @param connected what has connections or threads that end with the deployment
 */
record OpenRealms(
    CredentialRealm all,
    Optional<HtpasswdRealm> htpasswd,
    Optional<OidcProvider> provider,
    SignedInUsers signedIn,
    List<AutoCloseable> connected)
    implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(OpenRealms.class.getName());

  /** Closes every realm, though another could not be closed. */
  @Override
  public void close() {
    for (AutoCloseable realm : connected) {
      try {
        realm.close();
      } catch (Exception e) {
        LOG.log(WARNING, "A realm could not be closed.", e);
      }
    }
  }

  /** Takes realms in the order in which they are to be asked; not thread-safe. */
  static final class Builder {

    private final SignedInUsers signedIn;
    private final List<CredentialRealm> realms = new ArrayList<>();
    private final List<AutoCloseable> connected = new ArrayList<>();
    private @Nullable HtpasswdRealm htpasswd;
    private @Nullable OidcProvider provider;

    /**
     * @param kinds those that will come, in their order
     */
    Builder(List<RealmSettings.Kind> kinds) {
      signedIn = new SignedInUsers(kinds.stream().map(RealmSettings.Kind::lowerCaseName).toList());
    }

    void htpasswd(HtpasswdRealm realm) {
      htpasswd = realm;
      realms.add(realm);
    }

    /** Takes a realm whose users the account pages show, but don't change. */
    void add(RealmSettings.Kind kind, CredentialRealm realm) {
      realms.add(new NotingRealm(realm, kind.lowerCaseName(), signedIn));
      if (realm instanceof OidcRealm oidc) {
        provider = oidc.provider();
      }
      if (realm instanceof AutoCloseable closeable) {
        connected.add(closeable);
      }
    }

    OpenRealms build() {
      CredentialRealm all = realms.size() == 1 ? realms.get(0) : CredentialRealm.firstOf(realms);
      return new OpenRealms(
          all,
          Optional.ofNullable(htpasswd),
          Optional.ofNullable(provider),
          signedIn,
          List.copyOf(connected));
    }
  }
}
