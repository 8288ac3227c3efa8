package dev.gatekeeper.auth;

/** Something that people configure by name. */
@FunctionalInterface
public interface ParameterName {

  /**
   * What people call it.
   *
   * @return words in lower case with dashes between them, such as {@code htpasswd-file}
   */
  String parameterName();
}
