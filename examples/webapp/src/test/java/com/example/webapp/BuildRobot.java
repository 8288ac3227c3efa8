package com.example.webapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import java.security.MessageDigest;
import java.util.Set;

/** A realm of one user, the build robot. */
final class BuildRobot implements CredentialRealm {

  private static final String NAME = "build-robot";

  private final byte[] password;

  BuildRobot(String password) {
    this.password = password.getBytes(UTF_8);
  }

  @Override
  public Verdict verify(Credentials credentials) {
    if (!(credentials instanceof Credentials.Password login) || !login.user().equals(NAME)) {
      return new Verdict.Unknown();
    }
    return MessageDigest.isEqual(login.password().getBytes(UTF_8), password)
        ? new Verdict.Accepted(NAME, Set.of("editor"))
        : new Verdict.Rejected();
  }
}
