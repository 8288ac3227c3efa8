package dev.gatekeeper.proxy;

import static java.util.Objects.requireNonNull;

import dev.gatekeeper.auth.Refusal;
import dev.gatekeeper.auth.RefusalRenderer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What the proxy answers by itself.
 *
 * @param renderer makes the bodies
 * @param downMessage what clients are told while the upstream can't be connected to
 */
public record OwnAnswers(RefusalRenderer renderer, String downMessage) {

  /**
   * The request may have been executed, but its answer is lost. MLflow's Python client repeats even
   * a POST on 408, 429, 500, 502, 503 and 504, and would log everything twice; it does not repeat
   * this one, which Cloudflare made known for an answer that is none.
   */
  static final int SC_UNKNOWN_OUTCOME = 520;

  /**
   * Checks that nothing is missing.
   *
   * @param renderer makes the bodies
   * @param downMessage what clients are told while the upstream can't be connected to
   */
  public OwnAnswers {
    requireNonNull(renderer, "renderer");
    requireNonNull(downMessage, "downMessage");
  }

  void down(HttpServletRequest request, HttpServletResponse answer) throws IOException {
    send(Refusal.unavailable(downMessage), request, answer);
  }

  void busy(HttpServletRequest request, HttpServletResponse answer) throws IOException {
    send(
        Refusal.unavailable("Too many requests are being answered at the moment."),
        request,
        answer);
  }

  void send(Refusal refusal, HttpServletRequest request, HttpServletResponse answer)
      throws IOException {
    refusal.send(request, answer, renderer);
  }
}
