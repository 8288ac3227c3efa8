package dev.gatekeeper.auth.container;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is deployed in a container: filters in their order, each for its paths, and a page for each
 * path.
 */
final class Webapp {

  /** Answers a request. */
  @FunctionalInterface
  interface Page {
    void show(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  final Map<Filter, String> filters = new LinkedHashMap<>();
  final Map<String, HttpServlet> servlets = new LinkedHashMap<>();
  final EnumSet<DispatcherType> dispatcherTypes =
      EnumSet.of(
          DispatcherType.REQUEST,
          DispatcherType.ASYNC,
          DispatcherType.FORWARD,
          DispatcherType.INCLUDE,
          DispatcherType.ERROR);

  Webapp filter(Filter filter) {
    return filter("/*", filter);
  }

  Webapp filter(String urlPattern, Filter filter) {
    filters.put(filter, urlPattern);
    return this;
  }

  Webapp page(String path, Page page) {
    servlets.put(path, new PageServlet(page));
    return this;
  }

  private static final class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Page page;

    PageServlet(Page page) {
      this.page = page;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      page.show(request, response);
    }
  }
}
