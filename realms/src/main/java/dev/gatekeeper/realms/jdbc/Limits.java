package dev.gatekeeper.realms.jdbc;

import java.time.Duration;

/**
 * What a login may cost the database, and how long it waits for it.
 *
 * @param connections how many at a time, at most
 * @param connect how long a connection may take
 * @param query how long a query may take
 */
record Limits(int connections, Duration connect, Duration query) {

  /** How long the driver may take to give up a query that it has to cancel at the database. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** The answer, or the driver's word that there is none, must be there by then. */
  Duration whole() {
    return connect.plusSeconds(querySeconds()).plus(GRACE);
  }

  /** As JDBC counts. */
  int querySeconds() {
    return (int) Math.min(Integer.MAX_VALUE, query.plusMillis(999).toSeconds());
  }
}
