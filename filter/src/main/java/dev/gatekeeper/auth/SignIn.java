package dev.gatekeeper.auth;

import dev.gatekeeper.auth.realm.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Another way for people to be let in than the Authorization field: they sign in on a page, and a
 * cookie stands for them. It is asked only for requests without that field. Implementations are
 * thread-safe.
 */
public interface SignIn {

  /**
   * Finds out who has signed in; may block, and may set cookies.
   *
   * @param request without an Authorization field
   * @param response its answer, not yet committed
   * @return {@link Verdict.Accepted}; {@link Verdict.Unavailable} where nobody can tell; anything
   *     else for nobody
   */
  Verdict recall(HttpServletRequest request, HttpServletResponse response);

  /**
   * Shows somebody who has not signed in the way to the page.
   *
   * @param request without an Authorization field
   * @param response its answer, not yet committed
   * @return whether the request was answered; if not, it gets a 401
   * @throws IOException if the client is gone
   */
  boolean begin(HttpServletRequest request, HttpServletResponse response) throws IOException;

  /**
   * Names the way.
   *
   * @return what {@link HttpServletRequest#getAuthType()} says of who has signed in
   */
  String authType();
}
