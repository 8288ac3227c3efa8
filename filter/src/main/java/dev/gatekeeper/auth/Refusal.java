package dev.gatekeeper.auth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer that turns a request away: a status, a sentence for the client, and fields.
 *
 * <p>The sentence says nothing that an attacker could use: not whether a name exists, no path, no
 * stack trace.
 *
 * @param status the HTTP status, 400 to 599
 * @param message one or more whole sentences
 * @param headers fields of the answer beside those of its body
 */
public record Refusal(int status, String message, Map<String, String> headers) {

  private static final int RETRY_AFTER_SECONDS = 5;

  /**
   * Checks the status and copies the fields.
   *
   * @param status the HTTP status, 400 to 599
   * @param message one or more whole sentences
   * @param headers fields of the answer beside those of its body
   */
  public Refusal {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("a refusal has a status from 400 to 599, not " + status);
    }
    headers = Map.copyOf(headers);
  }

  /**
   * Makes a refusal without fields.
   *
   * @param status the HTTP status, 400 to 599
   * @param message one or more whole sentences
   */
  public Refusal(int status, String message) {
    this(status, message, Map.of());
  }

  /**
   * Makes a 503 that asks the client to come back in a few seconds.
   *
   * @param message one or more whole sentences
   * @return a refusal with Retry-After
   */
  public static Refusal unavailable(String message) {
    return new Refusal(HttpServletResponse.SC_SERVICE_UNAVAILABLE, message)
        .with("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
  }

  /**
   * Adds a field.
   *
   * @param name the field's name
   * @param value the field's value
   * @return a copy with the field
   */
  public Refusal with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Refusal(status, message, more);
  }

  /**
   * Answers a request with this refusal; no cache may keep it. A body that is still on its way is
   * read and thrown away for a few seconds at most: a client that sends it all before it reads
   * would otherwise see a broken connection instead of the refusal.
   *
   * @param request the request that is refused
   * @param response its answer, not yet committed
   * @param renderer makes the body
   * @throws IOException if the client is gone
   */
  public void send(
      HttpServletRequest request, HttpServletResponse response, RefusalRenderer renderer)
      throws IOException {
    RefusalRenderer.Body body = renderer.render(this, request);
    byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    headers.forEach(response::setHeader);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType(body.contentType());
    if (!UnreadBody.isExpected(request)) {
      response.setContentLength(bytes.length);
    }
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(bytes);
    }
    UnreadBody.discard(request, response);
  }
}
