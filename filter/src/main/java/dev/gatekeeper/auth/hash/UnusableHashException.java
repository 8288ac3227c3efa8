package dev.gatekeeper.auth.hash;

/** Says why a stored hash can't be used, without showing it. */
public final class UnusableHashException extends Exception {

  private static final long serialVersionUID = 1;

  UnusableHashException(String message) {
    super(message);
  }

  static UnusableHashException unknownFormat() {
    return new UnusableHashException("the hash is of no known format");
  }
}
