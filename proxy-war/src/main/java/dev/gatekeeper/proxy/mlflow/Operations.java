package dev.gatekeeper.proxy.mlflow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a request would do in MLflow, by its method and path.
 *
 * <p>What is unknown and not plainly a read is a write. A path that two servers could read
 * differently is never taken for something more harmless than the worst of its readings.
 *
 * <p>This class is thread-safe.
 */
final class Operations {

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final String GRAPHQL = "/graphql";

  private static final int REMEMBERED_AT_MOST = 1000;

  /** A longer one names an artifact, of which there are many. */
  private static final int REMEMBERED_CHARS = 200;

  private final OperationTable table = OperationTable.load();
  private final Cache<Request, Operation> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED_AT_MOST).build();

  /** What an operation is found out of. */
  private record Request(String method, String path) {}

  /**
   * What was found out of the request already, else what its path says; of one of GraphQL, that is
   * the worst that its body may say.
   */
  Operation of(HttpServletRequest request) {
    Operation known = Operation.of(request);
    if (known != null) {
      return known;
    }
    Operation found = byPath(request);
    found.attachTo(request);
    return found;
  }

  private Operation byPath(HttpServletRequest request) {
    String uri = request.getRequestURI();
    // the request's own context path would be the client's spelling of it on Tomcat
    String contextPath = request.getServletContext().getContextPath();
    return of(
        request.getMethod(),
        uri.startsWith(contextPath) ? uri.substring(contextPath.length()) : uri);
  }

  /**
   * @param path without the context path, as the client wrote it
   */
  Operation of(String method, String path) {
    // clients call the same few paths of the API all the time
    return path.length() > REMEMBERED_CHARS
        ? find(method, path)
        : remembered.get(new Request(method, path), request -> find(method, path));
  }

  /** Of how many requests it is known what they do, for tests. */
  long remembered() {
    remembered.cleanUp();
    return remembered.estimatedSize();
  }

  private Operation find(String method, String path) {
    OperationPath operation = OperationPath.of(path);
    return new Operation(
        method, operation.inWords(), access(method, operation), path.equals(GRAPHQL));
  }

  private Access access(String method, OperationPath path) {
    if (path.isPlain()) {
      Access listed = table.find(method, OperationPath.name(path.written()));
      if (listed != null) {
        return listed;
      }
    }
    Access usual = SAFE_METHODS.contains(method) ? Access.READ : Access.WRITE;
    Access worst = worst(method, path.meant());
    return worst == null ? usual : Access.max(usual, worst);
  }

  /** Of a server that has a prefix of which the gate was not told, too. */
  private @Nullable Access worst(String method, List<String> segments) {
    for (int begin = 0; begin < segments.size(); begin++) {
      String first = segments.get(begin);
      if (OperationPath.isApi(first) || table.hasRoot(first)) {
        return table.strictest(
            method, OperationPath.name(segments.subList(begin, segments.size())));
      }
    }
    return null;
  }
}
