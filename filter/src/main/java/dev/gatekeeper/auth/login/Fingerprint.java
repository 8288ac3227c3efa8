package dev.gatekeeper.auth.login;

/** Stands for texts that must not be kept. Equal ones stand for equal texts. */
record Fingerprint(long a, long b, long c, long d) {

  @Override
  public String toString() {
    return "Fingerprint";
  }
}
