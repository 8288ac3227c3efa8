package dev.gatekeeper.proxy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The client, not the upstream, broke off: nobody is left to answer to. */
final class ClientGoneException extends IOException {

  private static final long serialVersionUID = 1;

  ClientGoneException(String message, @Nullable Exception cause) {
    super(message, cause);
  }
}
