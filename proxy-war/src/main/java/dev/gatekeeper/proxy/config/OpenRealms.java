package dev.gatekeeper.proxy.config;

import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The realms of one deployment.
 *
 * @param all asked in their order
 * @param htpasswd the one whose users the account pages change, if there is one
 */
record OpenRealms(CredentialRealm all, Optional<HtpasswdRealm> htpasswd) {

  /** Takes realms in the order in which they are to be asked; not thread-safe. */
  static final class Builder {

    private final List<CredentialRealm> realms = new ArrayList<>();
    private @Nullable HtpasswdRealm htpasswd;

    void htpasswd(HtpasswdRealm realm) {
      htpasswd = realm;
      realms.add(realm);
    }

    OpenRealms build() {
      CredentialRealm all = realms.size() == 1 ? realms.get(0) : CredentialRealm.firstOf(realms);
      return new OpenRealms(all, Optional.ofNullable(htpasswd));
    }
  }
}
