package dev.gatekeeper.bench;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that allocates nothing, however often it is asked; for one thread. What no benchmark
 * needs throws.
 */
public final class StubRequest extends HttpServletRequestWrapper {

  private static final ServletContext AT_ROOT =
      Stubs.of(ServletContext.class, Map.of("getContextPath", ""));

  private static final int MAX_ATTRIBUTES = 16;

  private final String method;
  private final String uri;
  private final @Nullable String query;
  private final @Nullable String user;
  private final StubBody body;
  private final Map<String, Reusable> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Reusable names;
  private final String[] attributeNames = new String[MAX_ATTRIBUTES];
  private final @Nullable Object[] attributes = new @Nullable Object[MAX_ATTRIBUTES];
  private int attributeCount;

  /**
   * Makes a request of what a client sent.
   *
   * @param sent by the client
   * @param user whom a filter before has found, or null
   */
  public StubRequest(SentRequest sent, @Nullable String user) {
    super(Stubs.of(HttpServletRequest.class, Map.of()));
    this.method = sent.method();
    this.uri = sent.path();
    this.query = sent.query();
    this.user = user;
    this.body = new StubBody(sent.body());
    sent.fields().forEach((name, value) -> fields.put(name, new Reusable(List.of(value))));
    names = new Reusable(List.copyOf(sent.fields().keySet()));
  }

  /**
   * The request as it has just come.
   *
   * @return this request, without attributes and with its whole body
   */
  public StubRequest anew() {
    attributeCount = 0;
    body.rewind();
    return this;
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getRequestURI() {
    return uri;
  }

  @Override
  public @Nullable String getQueryString() {
    return query;
  }

  @Override
  public @Nullable String getRemoteUser() {
    return user;
  }

  @Override
  public boolean isUserInRole(String role) {
    return false;
  }

  @Override
  public String getRemoteAddr() {
    return "192.0.2.1";
  }

  @Override
  public String getProtocol() {
    return "HTTP/1.1";
  }

  @Override
  public String getScheme() {
    return "https";
  }

  @Override
  public boolean isSecure() {
    return true;
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public ServletContext getServletContext() {
    return AT_ROOT;
  }

  @Override
  public @Nullable String getHeader(String name) {
    Reusable values = fields.get(name);
    return values == null ? null : values.first();
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    Reusable values = fields.get(name);
    return values == null ? Collections.emptyEnumeration() : values.rewound();
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return names.rewound();
  }

  @Override
  public long getContentLengthLong() {
    return body.isEmpty() ? -1 : body.length();
  }

  @Override
  public ServletInputStream getInputStream() {
    return body;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    int index = indexOf(name);
    return index < attributeCount ? attributes[index] : null;
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    int index = indexOf(name);
    attributeNames[index] = name;
    attributes[index] = value;
    attributeCount = Math.max(attributeCount, index + 1);
  }

  /** Where it is, or would be. */
  private int indexOf(String name) {
    int index = 0;
    while (index < attributeCount && !attributeNames[index].equals(name)) {
      index++;
    }
    return index;
  }

  /** An enumeration that begins again each time that it is asked for. */
  @SuppressWarnings("JdkObsolete") // the Servlet API wants it
  private static final class Reusable implements Enumeration<String> {

    private final List<String> values;
    private int next;

    Reusable(List<String> values) {
      this.values = values;
    }

    String first() {
      return requireNonNull(values.get(0));
    }

    Enumeration<String> rewound() {
      next = 0;
      return this;
    }

    @Override
    public boolean hasMoreElements() {
      return next < values.size();
    }

    @Override
    public String nextElement() {
      return values.get(next++);
    }
  }
}
