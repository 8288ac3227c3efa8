package dev.gatekeeper.realms.container;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.Verdict;
import dev.gatekeeper.realms.GroupRoles;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The users whom the servlet container knows.
 *
 * <p>{@link HttpServletRequest#login} tells neither an unknown user from a wrong password nor
 * either from a realm that is out of order (Servlet 6.0, 13.3): all are {@link Verdict.Rejected},
 * so that no realm behind this one is asked. How long the container takes is its own business.
 *
 * <p>This class is thread-safe.
 */
public final class ContainerRealm implements CredentialRealm {

  private static final System.Logger LOG = System.getLogger(ContainerRealm.class.getName());

  /** Anything longer costs more to check than any person's password is worth. */
  private static final int MAX_PASSWORD_BYTES = 1024;

  private final GroupRoles roles;
  private final Duration rememberFor;

  ContainerRealm(GroupRoles roles, Duration rememberFor) {
    this.roles = roles;
    this.rememberFor = rememberFor;
  }

  @Override
  public Verdict verify(Credentials credentials) {
    if (!(credentials instanceof Credentials.Password login)) {
      return new Verdict.Unknown();
    }
    if (!isUsable(login.password())) {
      return new Verdict.Rejected();
    }
    HttpServletRequest request = RequestBindingFilter.current();
    if (request == null) {
      LOG.log(ERROR, "No request is bound, so that the container can''t be asked.");
      return new Verdict.Unavailable();
    }
    try {
      request.login(login.user(), login.password());
    } catch (ServletException e) {
      LOG.log(DEBUG, "The container refuses a login.");
      return new Verdict.Rejected();
    }
    return verdictOn(request, login.user());
  }

  /** Many a directory takes an empty password for a question by nobody, and says yes. */
  private static boolean isUsable(String password) {
    return !password.isEmpty()
        && password.indexOf('\0') < 0
        && password.getBytes(UTF_8).length <= MAX_PASSWORD_BYTES;
  }

  private Verdict verdictOn(HttpServletRequest request, String user) {
    Set<String> groups =
        roles.entries().stream()
            .map(GroupRoles.Entry::group)
            .filter(request::isUserInRole)
            .collect(Collectors.toSet());
    try {
      request.logout();
    } catch (ServletException e) {
      LOG.log(ERROR, "The container does not end the login of a user, who is not let in.");
      return new Verdict.Unavailable();
    }
    return new Verdict.Accepted(user, roles.of(groups)).rememberedFor(rememberFor, "");
  }
}
