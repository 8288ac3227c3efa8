package com.example.boot;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.concurrent.Callable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What users see. The filter is not mentioned: they come by the Servlet API. */
@RestController
class UserController {

  /**
   * Who asks.
   *
   * @param name of the user
   * @param editor whether the user has that role
   */
  record User(String name, boolean editor) {}

  @GetMapping("/whoami")
  User whoAmI(HttpServletRequest request) {
    return new User(request.getRemoteUser(), request.isUserInRole("editor"));
  }

  /** Answered by another thread, which is why the filter has to support asynchronous requests. */
  @GetMapping("/report")
  Callable<String> report(Principal user) {
    return () -> "A report for " + user.getName();
  }

  /** An open path, for probes. */
  @GetMapping("/health")
  String health() {
    return "UP";
  }
}
