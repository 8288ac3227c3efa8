package dev.gatekeeper.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatekeeper.auth.realm.Credentials;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** What the parser makes of Authorization fields: a name and a password, or a problem. */
record ReadCredentials(String user, String password, String problem) {

  static ReadCredentials of(List<String> fields) {
    Authorization read = Authorization.of(fields, Set.of("basic"));
    if (read instanceof Authorization.Unusable unusable) {
      return new ReadCredentials("", "", unusable.problem());
    }
    Credentials.Password login = (Credentials.Password) ((Authorization.Shown) read).credentials();
    return new ReadCredentials(login.user(), login.password(), "");
  }

  static ReadCredentials of(byte[] pair) {
    return of(List.of("Basic " + Base64.getEncoder().encodeToString(pair)));
  }

  boolean areRefused() {
    return !problem.isEmpty();
  }

  byte[] pair() {
    return (user + ":" + password).getBytes(UTF_8);
  }
}
