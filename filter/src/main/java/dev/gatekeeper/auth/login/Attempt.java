package dev.gatekeeper.auth.login;

/** A password that is being verified; each request's is its own, however equal the passwords. */
final class Attempt {

  private final Fingerprint password;

  Attempt(Fingerprint password) {
    this.password = password;
  }

  Fingerprint password() {
    return password;
  }
}
