package dev.gatekeeper.proxy.config;

import dev.gatekeeper.auth.FilterParameters;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import dev.gatekeeper.proxy.account.AccountFiles;
import dev.gatekeeper.proxy.account.AccountServlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Path;

/** Puts what answers MLflow's account pages in the place of the proxy. */
final class AccountPages {

  private AccountPages() {}

  /** Without a password file nobody gets so far. */
  static void register(ServletContext context, Settings settings, HtpasswdRealm realm) {
    if (settings.access().accountPages()) {
      settings.filter().htpasswdFile().ifPresent(file -> register(context, settings, file, realm));
    }
  }

  private static void register(
      ServletContext context, Settings settings, Path htpasswd, HtpasswdRealm realm) {
    FilterParameters filter = settings.filter();
    AccountFiles files =
        new AccountFiles(htpasswd, filter.htgroupFile(), filter.hashPolicy(), realm::refresh);
    ServletRegistration.Dynamic servlet =
        context.addServlet("AccountServlet", new AccountServlet(files, settings.access().roles()));
    servlet.setAsyncSupported(true);
    servlet.addMapping(AccountServlet.URL_PATTERNS.toArray(String[]::new));
  }
}
