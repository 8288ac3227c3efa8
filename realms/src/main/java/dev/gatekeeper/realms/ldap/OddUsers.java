package dev.gatekeeper.realms.ldap;

import static java.lang.System.Logger.Level.WARNING;

import dev.gatekeeper.realms.Pace;

/** Says in the log why an entry lets nobody in. This class is thread-safe. */
final class OddUsers {

  private static final System.Logger LOG = System.getLogger(LdapRealm.class.getName());

  private final Pace pace = new Pace();

  void warnOf(String user, String why) {
    if (pace.allows()) {
      LOG.log(WARNING, "The directory''s ''{0}'' {1}, and can''t log in.", user, why);
    }
  }
}
