package dev.gatekeeper.proxy.mlflow;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;

/** Makes requests of a method, a path, a context path and fields; whatever else is asked throws. */
final class FakeRequest {

  private FakeRequest() {}

  static HttpServletRequest of(
      String method, String uri, String contextPath, Map<String, String> fields) {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(fields);
    ServletContext context =
        fake(
            ServletContext.class,
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getContextPath" -> contextPath;
                  default -> throw unexpected(called);
                });
    return fake(
        HttpServletRequest.class,
        (proxy, called, arguments) ->
            switch (called.getName()) {
              case "getMethod" -> method;
              case "getRequestURI" -> uri;
              case "getServletContext" -> context;
              case "getHeader" -> anyCase.get((String) arguments[0]);
              default -> throw unexpected(called);
            });
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static UnsupportedOperationException unexpected(Method called) {
    return new UnsupportedOperationException(called.toString());
  }
}
