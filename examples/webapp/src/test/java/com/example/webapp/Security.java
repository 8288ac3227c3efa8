package com.example.webapp;

import dev.gatekeeper.auth.BasicAuthFilter;
import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.nio.file.Path;
import java.util.EnumSet;

/** What web.xml does, in code. */
@WebListener
public final class Security implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    CredentialRealm users =
        HtpasswdRealm.builder()
            .htpasswdFile(Path.of(context.getInitParameter("htpasswd-file")))
            .build();
    FilterRegistration.Dynamic auth =
        context.addFilter("BasicAuth", BasicAuthFilter.builder(users).realmName("Example").build());
    auth.setAsyncSupported(true);
    auth.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR),
        false,
        "/*");
  }
}
