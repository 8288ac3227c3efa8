package dev.gatekeeper.auth;

/**
 * Says which parameter can't be used. The message is a clause, such as "it must be a number", that
 * continues a sentence about the parameter and its value.
 */
public final class ParameterException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** The parameter. */
  private final String name;

  /** What it was set to. */
  private final String value;

  /**
   * Makes an exception.
   *
   * @param name the parameter
   * @param value what it was set to, as far as that may be shown
   * @param message a clause
   */
  public ParameterException(String name, String value, String message) {
    super(message);
    this.name = name;
    this.value = value;
  }

  /**
   * The parameter.
   *
   * @return its name as in {@link FilterParameters#NAMES}, or the unknown name that was given
   */
  public String name() {
    return name;
  }

  /**
   * What it was set to.
   *
   * @return its value
   */
  public String value() {
    return value;
  }
}
