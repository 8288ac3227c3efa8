package dev.gatekeeper.realms.oidc.session;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a browser keeps for one site over http, with the paths left out. */
final class CookieJar {

  private final Map<String, String> cookies = new LinkedHashMap<>();

  /** Takes the value of a Set-Cookie field. */
  void take(String field) {
    String pair = field.substring(0, field.indexOf(';'));
    String name = pair.substring(0, pair.indexOf('='));
    if (field.contains("Max-Age=0")) {
      cookies.remove(name);
    } else {
      cookies.put(name, pair.substring(name.length() + 1));
    }
  }

  /** Takes the cookies that something sets. */
  void take(Consumer<HttpServletResponse> answer) {
    answer.accept(
        (HttpServletResponse)
            Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, called, arguments) -> {
                  if (!called.getName().equals("addHeader")) {
                    throw new UnsupportedOperationException(called.toString());
                  }
                  take((String) arguments[1]);
                  return null;
                }));
  }

  void put(String name, String value) {
    cookies.put(name, value);
  }

  void remove(String name) {
    cookies.remove(name);
  }

  Set<String> names() {
    return cookies.keySet();
  }

  String value(String name) {
    return cookies.getOrDefault(name, "");
  }

  /** Bytes of name and value. */
  int longest() {
    return cookies.entrySet().stream()
        .mapToInt(cookie -> cookie.getKey().length() + cookie.getValue().length())
        .max()
        .orElse(0);
  }

  String field() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  Browser browser(Predicate<String> isOwn) {
    return new Browser(RequestCookies.of(List.of(field()), isOwn), "http://gate.example", "");
  }
}
