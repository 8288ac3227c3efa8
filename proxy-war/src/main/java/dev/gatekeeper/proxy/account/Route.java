package dev.gatekeeper.proxy.account;

import com.google.gson.JsonObject;
import dev.gatekeeper.proxy.mlflow.Access;
import java.io.IOException;

/**
 * What a method of a path does.
 *
 * @param access what its caller must be allowed; where that is not to administer, the action may
 *     ask for more
 * @param action what it does
 */
record Route(Access access, Action action) {

  /** Makes an answer, or throws an {@link AccountException}. */
  @FunctionalInterface
  interface Action {
    /**
     * Does what the call asks for.
     *
     * @throws IOException if a file can't be read or written; the message is for the log
     */
    JsonObject answer(Call call) throws IOException;
  }
}
