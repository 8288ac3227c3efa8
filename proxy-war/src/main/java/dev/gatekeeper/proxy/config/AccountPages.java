package dev.gatekeeper.proxy.config;

import static java.lang.System.Logger.Level.WARNING;

import dev.gatekeeper.auth.FilterParameters;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import dev.gatekeeper.proxy.Upstream;
import dev.gatekeeper.proxy.account.AccountFiles;
import dev.gatekeeper.proxy.account.AccountServlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Optional;

/**
 * Puts what MLflow's account pages ask in place of the proxy, and says if MLflow answers it too.
 */
final class AccountPages {

  /** {@code mlflow/server/auth/routes.py}; an open MLflow answers 404. */
  static final String CURRENT_USER = "/api/2.0/mlflow/users/current";

  private static final System.Logger LOG = System.getLogger(AccountPages.class.getName());

  private AccountPages() {}

  static void register(ServletContext context, Settings settings, OpenRealms realms) {
    AccessSettings access = settings.access();
    if (!access.accountPages()) {
      return;
    }
    AccountFiles files =
        realms.htpasswd().map(realm -> files(settings.filter(), realm)).orElse(AccountFiles.NONE);
    ServletRegistration.Dynamic servlet =
        context.addServlet(
            "AccountServlet", new AccountServlet(files, realms.signedIn(), access.roles()));
    servlet.setAsyncSupported(true);
    servlet.addMapping(AccountServlet.URL_PATTERNS.toArray(String[]::new));
  }

  private static AccountFiles files(FilterParameters filter, HtpasswdRealm realm) {
    return new AccountFiles(
        filter.htpasswdFile(), filter.htgroupFile(), filter.hashPolicy(), realm::refresh);
  }

  /** Logs what {@link #warning} says. */
  static void warn(int status, Upstream upstream, boolean isOn) {
    warning(status, isOn).ifPresent(what -> LOG.log(WARNING, "MLflow at {0} {1}", upstream, what));
  }

  /**
   * What is to be said of an upstream that has users of its own.
   *
   * @param status of its answer to {@link #CURRENT_USER} without credentials
   * @param isOn whether the gate has account pages
   */
  static Optional<String> warning(int status, boolean isOn) {
    return switch (status) {
      case 401 ->
          Optional.of(
              "asks for passwords itself, but the gate sends it none: start it without"
                  + " --app-name basic-auth.");
      case 200 ->
          isOn
              ? Optional.of(
                  "knows users itself, and the gate's account pages hide its own: start it without"
                      + " its app for users, or set "
                      + Setting.ACCOUNT_PAGES.propertyName()
                      + "=off.")
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
