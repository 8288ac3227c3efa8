package dev.gatekeeper.passwd;

import org.jspecify.annotations.Nullable;

/** Ends the command with a sentence and a status. */
final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** The statuses of htpasswd(1). */
  enum Kind {
    FILE(1),
    SYNTAX(2),
    MISMATCH(3),
    INTERRUPTED(4),
    TOO_LONG(5),
    NAME(6),
    NO_PASSWORD_FILE(7);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  private final Kind kind;

  Failure(Kind kind, @Nullable String message) {
    super(message);
    this.kind = kind;
  }

  int status() {
    return kind.status();
  }
}
