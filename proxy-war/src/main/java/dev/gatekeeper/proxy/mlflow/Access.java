package dev.gatekeeper.proxy.mlflow;

/** What an operation does, the most harmless first. */
public enum Access {
  /** Changes nothing. */
  READ("read"),
  /** Changes what is the user's own, such as the password. */
  OWN("change the own account"),
  /** Changes what MLflow keeps, or spends money. */
  WRITE("write"),
  /** Takes away what others may miss. */
  DELETE("delete"),
  /** Changes the server, or runs programs on it. */
  ADMINISTER("administer");

  private final String verb;

  Access(String verb) {
    this.verb = verb;
  }

  /** As in "bob may not write". */
  String verb() {
    return verb;
  }

  boolean changesSomething() {
    return this != READ;
  }

  static Access max(Access one, Access other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
