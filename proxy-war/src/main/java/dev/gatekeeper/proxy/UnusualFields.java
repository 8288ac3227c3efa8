package dev.gatekeeper.proxy;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes one log line for each name of a field that is held back for its characters alone. */
final class UnusualFields {

  private static final System.Logger LOG = System.getLogger(UnusualFields.class.getName());

  /** So many names only a client that plays would send. */
  private static final int REMEMBERED_AT_MOST = 100;

  private final Set<String> noted = ConcurrentHashMap.newKeySet();

  void note(String name, Set<String> admitted) {
    if (FieldRules.isUnusual(name)
        && !admitted.contains(name)
        && noted.size() < REMEMBERED_AT_MOST
        && noted.add(name)) {
      LOG.log(
          WARNING,
          "The field ''{0}'' of a request is not passed on: MLflow may take it for another one.",
          name);
    }
  }
}
