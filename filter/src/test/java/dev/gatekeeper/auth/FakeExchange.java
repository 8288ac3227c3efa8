package dev.gatekeeper.auth;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request with little more than a method and Authorization fields, without a body, and the answer
 * it gets. Whatever else is asked of either throws.
 */
final class FakeExchange {

  private final String method;
  private final List<String> authorization;
  private final Map<String, Object> attributes = new HashMap<>();

  String remoteAddr = "127.0.0.1";
  boolean secure;
  List<String> forwardedFor = List.of();

  final Map<String, String> answerFields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  int status = 200;
  @Nullable String contentType;
  int contentLength = -1;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  FakeExchange(String method, String... authorization) {
    this.method = method;
    this.authorization = List.of(authorization);
  }

  HttpServletRequest request() {
    return fake(
        HttpServletRequest.class,
        (proxy, called, arguments) ->
            switch (called.getName()) {
              case "getMethod" -> method;
              case "getAttribute" -> attributes.get((String) arguments[0]);
              case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
              case "removeAttribute" -> attributes.remove((String) arguments[0]);
              case "getDispatcherType" -> DispatcherType.REQUEST;
              case "getRemoteAddr" -> remoteAddr;
              case "isSecure" -> secure;
              case "isAsyncSupported" -> true;
              case "getContentLengthLong" -> -1L;
              case "getHeader" -> fields((String) arguments[0]).stream().findFirst().orElse(null);
              case "getHeaders" -> Collections.enumeration(fields((String) arguments[0]));
              default -> throw unexpected(called);
            });
  }

  private List<String> fields(String name) {
    return switch (name) {
      case "Authorization" -> authorization;
      case "X-Forwarded-For" -> forwardedFor;
      default -> List.of();
    };
  }

  HttpServletResponse response() {
    return fake(
        HttpServletResponse.class,
        (proxy, called, arguments) -> {
          switch (called.getName()) {
            case "setStatus" -> status = (int) arguments[0];
            case "setHeader" -> answerFields.put((String) arguments[0], (String) arguments[1]);
            case "setContentType" -> contentType = (String) arguments[0];
            case "setContentLength" -> contentLength = (int) arguments[0];
            case "getOutputStream" -> {
              return new Body();
            }
            default -> throw unexpected(called);
          }
          return null;
        });
  }

  String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static UnsupportedOperationException unexpected(Method called) {
    return new UnsupportedOperationException(called.toString());
  }

  private final class Body extends ServletOutputStream {
    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(int b) {
      body.write(b);
    }
  }
}
