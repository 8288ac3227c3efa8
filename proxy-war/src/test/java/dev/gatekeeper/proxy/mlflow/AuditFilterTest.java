package dev.gatekeeper.proxy.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.address.TrustedProxies;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditFilterTest {

  private final List<String> lines = new ArrayList<>();
  private final List<AsyncListener> listeners = new ArrayList<>();
  private final Map<String, Object> attributes = new HashMap<>();
  private final AsyncContext async =
      fake(
          AsyncContext.class,
          (proxy, called, arguments) -> {
            if (called.getName().equals("addListener")) {
              listeners.add((AsyncListener) arguments[0]);
            }
            return null;
          });
  private final AuditFilter filter = new AuditFilter(lines::add, TrustedProxies.NONE);

  @Test
  void aRequestThatEndsWithTheFiltersLeavesItsLineThen() throws Exception {
    filter.doFilter(request(), response(), (request, response) -> {});

    assertThat(lines).hasSize(1).first().asString().contains("runs/create", "\"status\":200");
  }

  /** On Tomcat such a request answered 500, though it had been executed. */
  @Test
  void aRequestThatAnotherThreadEndsBeforeTheFiltersReturnLeavesOneLineAndNoError()
      throws Exception {
    filter.doFilter(request(), response(), (request, response) -> request.startAsync());
    assertThat(lines).isEmpty();

    for (AsyncListener listener : listeners) {
      listener.onComplete(new AsyncEvent(async));
    }
    assertThat(lines).hasSize(1);
  }

  /** It is never found in asynchronous processing: the other thread has ended that already. */
  private HttpServletRequest request() {
    ServletContext context = fake(ServletContext.class, (proxy, called, arguments) -> "");
    return fake(
        HttpServletRequest.class,
        (proxy, called, arguments) ->
            switch (called.getName()) {
              case "getMethod" -> "POST";
              case "getRequestURI" -> "/api/2.0/mlflow/runs/create";
              case "getServletContext" -> context;
              case "getRemoteAddr" -> "192.0.2.1";
              case "getScheme" -> "http";
              case "getHeader", "getQueryString" -> null;
              case "getAttribute" -> attributes.get((String) arguments[0]);
              case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
              case "startAsync" -> async;
              case "isAsyncStarted" -> false;
              default -> throw new IllegalStateException(called.toString());
            });
  }

  private static HttpServletResponse response() {
    return fake(HttpServletResponse.class, (proxy, called, arguments) -> 200);
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
