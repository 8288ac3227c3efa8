package dev.gatekeeper.realms.ldap;

import java.time.Duration;

/**
 * What a login may cost the directory, and how long it waits for it.
 *
 * @param connections how many that search, and how many that bind, at most
 * @param connect how long a connection may take, for each server
 * @param response how long an answer may take
 */
record Limits(int connections, Duration connect, Duration response) {

  /** How long a login waits for a connection that others are using. */
  long waitMillis() {
    return connect.plus(response).toMillis();
  }

  int connectMillis() {
    return (int) Math.min(Integer.MAX_VALUE, connect.toMillis());
  }

  /** As LDAP counts; a hint to the server, while we don't wait longer in any case. */
  int responseSeconds() {
    return (int) Math.min(Integer.MAX_VALUE, response.plusMillis(999).toSeconds());
  }
}
