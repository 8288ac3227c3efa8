package dev.gatekeeper.proxy.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The page that a browser shows for an error of the gate's own: {@code error.html}, filled in. */
record ErrorPage(String template) {

  static ErrorPage load() {
    try (InputStream html = ErrorPage.class.getResourceAsStream("error.html")) {
      return new ErrorPage(new String(Objects.requireNonNull(html).readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String of(String title, String message) {
    return template.replace("{{title}}", escaped(title)).replace("{{message}}", escaped(message));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
