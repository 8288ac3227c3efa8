package com.example.webapp;

import org.apache.catalina.core.StandardContext;

/** What Tomcat looks for when a webapp is stopped. */
final class Leaks {

  private Leaks() {}

  /** Looking needs a JDK that is opened for it, and says so at length. */
  static void areNotLookedFor(StandardContext context) {
    context.setClearReferencesObjectStreamClassCaches(false);
    context.setClearReferencesRmiTargets(false);
    context.setClearReferencesThreadLocals(false);
  }
}
