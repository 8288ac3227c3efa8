package dev.gatekeeper.contract;

/**
 * How a {@link ScriptedCall} has ended for its client.
 *
 * @param status of the answer, or 0
 * @param detail what was seen, or nothing
 */
record Outcome(Kind kind, int status, String detail) {

  /** What the client can see. */
  enum Kind {
    /** The answer is whole and this request's. */
    RIGHT,
    /** An error, and whole. */
    REFUSED,
    /** The connection was broken before the answer was whole. */
    BROKEN,
    /** The same, while the client was still sending. */
    UPLOAD_BROKEN,
    /** The client has left by itself. */
    LEFT,
    /** It looks like a whole answer, and is not that of this request. */
    WRONG,
    /** Nothing came for a minute. */
    HANGS
  }

  @Override
  public String toString() {
    return kind + (status == 0 ? "" : " " + status) + (detail.isEmpty() ? "" : " " + detail);
  }
}
