package com.example.webapp;

import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import java.nio.file.Path;
import java.util.List;

/** Several realms that are one for the filter. */
final class Realms {

  private Realms() {}

  static CredentialRealm of(Path htpasswdFile, String robotPassword) {
    CredentialRealm people = HtpasswdRealm.builder().htpasswdFile(htpasswdFile).build();
    CredentialRealm robot = new BuildRobot(robotPassword);
    return CredentialRealm.firstOf(List.of(people, robot));
  }
}
