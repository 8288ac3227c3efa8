package dev.gatekeeper.launcher;

/** Nothing can be started; the message says why, and what to do. */
public final class LauncherException extends Exception {

  private static final long serialVersionUID = 1;

  LauncherException(String message) {
    super(message);
  }
}
