package dev.gatekeeper.proxy.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import dev.gatekeeper.auth.Refusal;
import dev.gatekeeper.proxy.mlflow.Access;
import dev.gatekeeper.proxy.mlflow.Roles;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Answers MLflow's user API. It stands behind the filters that find out who the user is and what
 * page sent the request, in the place of the proxy.
 *
 * <p>This class is thread-safe.
 */
public final class AccountServlet extends HttpServlet {

  /** The paths below the context path for which it is to be registered. */
  public static final List<String> URL_PATTERNS =
      List.of(
          "/api/2.0/mlflow/users/*",
          "/api/3.0/mlflow/users/*",
          "/api/2.0/mlflow/roles/*",
          "/api/3.0/mlflow/roles/*",
          "/ajax-api/2.0/mlflow/users/*",
          "/ajax-api/3.0/mlflow/users/*",
          "/ajax-api/2.0/mlflow/roles/*",
          "/ajax-api/3.0/mlflow/roles/*");

  private static final long serialVersionUID = 1;

  private static final System.Logger LOG = System.getLogger(AccountServlet.class.getName());

  /** Each may wait for its body, for a processor and for others who change the same file. */
  private static final int CHANGES_AT_ONCE = 16;

  private final transient Accounts accounts;
  private final transient Routes routes;
  private final transient Roles roles;
  private final transient Semaphore changes = new Semaphore(CHANGES_AT_ONCE);

  /**
   * Makes the servlet.
   *
   * @param files where the accounts are
   * @param signedIn who is another realm's
   * @param roles what their groups mean
   */
  public AccountServlet(AccountFiles files, SignedInUsers signedIn, Roles roles) {
    this.accounts = new Accounts(files, signedIn, roles);
    this.routes = new Routes(new UserCalls(accounts), new RoleCalls(accounts));
    this.roles = roles;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    // on an open path nobody has asked for the user yet
    if (request.getRemoteUser() == null && !request.authenticate(response)) {
      return;
    }
    try {
      @Nullable JsonObject answer = answer(request, response);
      send(answer, request, response);
    } catch (AccountException e) {
      e.refusal().send(request, response, e.renderer());
    }
  }

  /** Null if there is nothing to say but fields. */
  private @Nullable JsonObject answer(HttpServletRequest request, HttpServletResponse response) {
    Map<String, Route> byMethod = routes.of(path(request));
    String allowed = allowed(byMethod);
    String method = request.getMethod();
    if (method.equals("OPTIONS")) {
      require(Access.READ, request);
      response.setHeader("Allow", allowed);
      return null;
    }
    Route route = byMethod.get(method.equals("HEAD") ? "GET" : method);
    if (route == null) {
      throw AccountException.noSuchMethod(allowed);
    }
    require(route.access(), request);
    return method.equals("GET") || method.equals("HEAD")
        ? answer(route, request)
        : change(route, request);
  }

  private static String path(HttpServletRequest request) {
    String uri = request.getRequestURI();
    String contextPath = request.getServletContext().getContextPath();
    return uri.startsWith(contextPath) ? uri.substring(contextPath.length()) : uri;
  }

  private static String allowed(Map<String, Route> byMethod) {
    TreeSet<String> methods = new TreeSet<>(byMethod.keySet());
    methods.add("OPTIONS");
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return String.join(", ", methods);
  }

  private void require(Access access, HttpServletRequest request) {
    Optional<Refusal> refusal = roles.refusalOf(request, access);
    if (refusal.isPresent()) {
      throw AccountException.forbidden(refusal.get());
    }
  }

  private JsonObject change(Route route, HttpServletRequest request) {
    if (!changes.tryAcquire()) {
      throw AccountException.busy();
    }
    try {
      return answer(route, request);
    } finally {
      changes.release();
    }
  }

  private JsonObject answer(Route route, HttpServletRequest request) {
    boolean byAdmin = roles.refusalOf(request, Access.ADMINISTER).isEmpty();
    Call call = new Call(request, request.getRemoteUser(), byAdmin, Parameters.of(request));
    try {
      accounts.noteCaller(call.caller(), call.groups());
      return route.action().answer(call);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "Accounts: {0}", e.getMessage());
      throw AccountException.failed();
    }
  }

  private static void send(
      @Nullable JsonObject answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = answer == null ? new byte[0] : answer.toString().getBytes(UTF_8);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (answer != null) {
      response.setContentType("application/json");
    }
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }
}
