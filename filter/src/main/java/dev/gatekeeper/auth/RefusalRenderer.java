package dev.gatekeeper.auth;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Decides how a refusal looks to the client that sent the request. Implementations are thread-safe.
 */
@FunctionalInterface
public interface RefusalRenderer {

  /** The sentence alone, as plain text. */
  RefusalRenderer PLAIN_TEXT =
      (refusal, request) -> new Body("text/plain;charset=utf-8", refusal.message() + "\n");

  /**
   * Makes the body of an answer.
   *
   * @param refusal what is answered
   * @param request what was asked; its body must not be read
   * @return the body
   */
  Body render(Refusal refusal, HttpServletRequest request);

  /**
   * A body and its type.
   *
   * @param contentType a media type whose charset, if it names one, is UTF-8
   * @param text the body, sent as UTF-8
   */
  record Body(String contentType, String text) {}
}
