package dev.gatekeeper.proxy.mlflow;

import java.util.Locale;

/** What a user may do; each role may do what those before it may. */
public enum Role {
  /** Nothing at all. */
  NONE("not even read"),
  /** Sees everything. */
  READER("read"),
  /** Logs, uploads, registers, uses endpoints of the AI gateway. */
  WRITER("read and write"),
  /** Deletes, too, where writers may not. */
  DELETER("read, write and delete"),
  /** Everything. */
  ADMIN("do everything");

  private final String lowerCaseName;
  private final String rights;

  Role(String rights) {
    this.lowerCaseName = name().toLowerCase(Locale.ROOT);
    this.rights = rights;
  }

  /**
   * The role's name in settings, and the name of its group.
   *
   * @return such as {@code reader}
   */
  public String lowerCaseName() {
    return lowerCaseName;
  }

  /**
   * What the role lets do.
   *
   * @return as in "bob may read and write"
   */
  public String rights() {
    return rights;
  }

  boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
