package dev.gatekeeper.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.proxy.origin.PublicOrigins;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamRequestTest {

  private static final UpstreamRequest UPSTREAM_REQUEST =
      new UpstreamRequest(
          Upstream.parse("http://mlflow:5000"),
          new FieldPolicy(
              TrustedProxies.NONE,
              PublicOrigins.OF_THE_REQUEST,
              Set.of(),
              Set.of(),
              Optional.empty(),
              false));

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, PUT,    10, ,        Content-Length: 10",
    "HTTP/1.1, PUT,    0,  ,        Content-Length: 0",
    "HTTP/1.1, PUT,    -1, chunked, Transfer-Encoding: chunked",
    "HTTP/1.1, POST,   -1, ,        ",
    "HTTP/1.1, GET,    7,  ,        Content-Length: 7",
    "HTTP/2.0, PUT,    10, ,        Content-Length: 10",
    "HTTP/2.0, PUT,    -1, ,        Transfer-Encoding: chunked",
    "HTTP/2.0, DELETE, -1, ,        Transfer-Encoding: chunked",
    "HTTP/2.0, GET,    -1, ,        ",
    "HTTP/2.0, HEAD,   -1, ,        ",
  })
  void theBodyIsFramedAsItCame(
      String protocol, String method, long length, String transferEncoding, String framing)
      throws Exception {
    HttpServletRequest client = client(protocol, method, length, transferEncoding);
    ClassicHttpRequest request = UPSTREAM_REQUEST.of(client, RequestFields.of(client));

    assertThat(List.of(request.getHeaders()))
        .filteredOn(
            field -> Set.of("Content-Length", "Transfer-Encoding").contains(field.getName()))
        .extracting(Header::toString)
        .isEqualTo(framing == null ? List.of() : List.of(framing));
  }

  private static HttpServletRequest client(
      String protocol, String method, long length, String transferEncoding) {
    ServletContext context =
        fake(ServletContext.class, (proxy, called, arguments) -> /* getContextPath */ "");
    return fake(
        HttpServletRequest.class,
        (proxy, called, arguments) ->
            switch (called.getName()) {
              case "getProtocol" -> protocol;
              case "getMethod" -> method;
              case "getContentLengthLong" -> length;
              case "getHeader" ->
                  "Transfer-Encoding".equals(arguments[0]) ? transferEncoding : null;
              case "getHeaders", "getHeaderNames" -> Collections.emptyEnumeration();
              case "getRequestURI" -> "/x";
              case "getQueryString", "getAttribute" -> null;
              case "getRemoteAddr" -> "192.0.2.1";
              case "getRemoteUser" -> null;
              case "getScheme" -> "http";
              case "getServletContext" -> context;
              default -> throw new UnsupportedOperationException(called.toString());
            });
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
