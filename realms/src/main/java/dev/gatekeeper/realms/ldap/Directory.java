package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ServerSet;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the servers of a directory: some that search as the gate's own account, some on
 * which users bind. Each is made when it is first needed, so that this is there though the
 * directory is not.
 *
 * <p>This class is thread-safe.
 */
final class Directory implements AutoCloseable {

  private final LDAPConnectionPool searches;
  private final LDAPConnectionPool logins;

  /**
   * @param bind as whom the gate searches; null for nobody
   */
  Directory(Address address, @Nullable BindRequest bind, Limits limits) {
    searches = pool("gatekeeper-ldap-searches", address, bind, limits);
    logins = pool("gatekeeper-ldap-logins", address, null, limits);
  }

  private static LDAPConnectionPool pool(
      String name, Address address, @Nullable BindRequest bind, Limits limits) {
    ServerSet servers = address.connections(bind, limits);
    try {
      LDAPConnectionPool pool =
          new LDAPConnectionPool(
              servers, bind, 0, limits.connections(), 1, null, false, new AnswerCheck(limits));
      pool.setConnectionPoolName(name);
      pool.setCreateIfNecessary(false);
      pool.setMaxWaitTimeMillis(limits.waitMillis());
      return pool;
    } catch (LDAPException e) {
      throw new IllegalStateException("no connection is made yet", e);
    }
  }

  /** What is asked with a connection. */
  @FunctionalInterface
  interface Question<T> {
    T ask(LDAPConnection connection) throws LDAPException;
  }

  /** Asks as the gate's own account. */
  <T> T search(Question<T> question) throws LDAPException {
    return ask(searches, question);
  }

  /** Asks with a connection on which nobody is bound, or somebody who does not matter. */
  <T> T logIn(Question<T> question) throws LDAPException {
    return ask(logins, question);
  }

  /**
   * Once more with a new connection, perhaps to another server, where the old one is lost. Others
   * in the pool may be lost in the same way.
   */
  private static <T> T ask(LDAPConnectionPool pool, Question<T> question) throws LDAPException {
    LDAPConnection connection = pool.getConnection();
    try {
      return askAndRelease(pool, connection, question);
    } catch (LDAPException e) {
      if (e.getResultCode().isConnectionUsable()) {
        pool.releaseConnection(connection);
        throw e;
      }
    }
    return askOnceMore(pool, pool.replaceDefunctConnection(connection), question);
  }

  private static <T> T askOnceMore(
      LDAPConnectionPool pool, LDAPConnection connection, Question<T> question)
      throws LDAPException {
    try {
      return askAndRelease(pool, connection, question);
    } catch (LDAPException e) {
      if (e.getResultCode().isConnectionUsable()) {
        pool.releaseConnection(connection);
      } else {
        pool.releaseDefunctConnection(connection);
      }
      throw e;
    }
  }

  /** Releases the connection unless something is amiss. */
  private static <T> T askAndRelease(
      LDAPConnectionPool pool, LDAPConnection connection, Question<T> question)
      throws LDAPException {
    T answer;
    try {
      answer = question.ask(connection);
    } catch (RuntimeException | Error e) {
      pool.releaseDefunctConnection(connection);
      throw e;
    }
    pool.releaseConnection(connection);
    return answer;
  }

  @Override
  public void close() {
    searches.close();
    logins.close();
  }
}
