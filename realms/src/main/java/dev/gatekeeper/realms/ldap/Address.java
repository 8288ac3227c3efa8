package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a directory is, and what makes a connection to it safe.
 *
 * @param servers tried in their order; at least one
 * @param isStartTls whether TLS begins on the port of plain LDAP (RFC 4511 4.14)
 * @param tls whom to believe
 */
record Address(List<Server> servers, boolean isStartTls, SSLContext tls) {

  /** More than any entry of a person has, as only a few attributes are asked for. */
  private static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

  /** Servers to which passwords go in the clear over a network. */
  List<Server> exposed() {
    return isStartTls
        ? List.of()
        : servers.stream().filter(server -> !server.isTls() && !server.isLoopback()).toList();
  }

  /**
   * Connects to the first server that answers. One that does not is tried last from then on.
   *
   * @param bind sent on each new connection; null for none
   */
  ServerSet connections(@Nullable BindRequest bind, Limits limits) {
    LDAPConnectionOptions options = options(limits);
    FailoverServerSet all =
        new FailoverServerSet(
            servers.stream().<ServerSet>map(server -> connections(server, bind, options)).toList());
    all.setReOrderOnFailover(true);
    return all;
  }

  private SingleServerSet connections(
      Server server, @Nullable BindRequest bind, LDAPConnectionOptions options) {
    SSLSocketFactory secure = new NameCheckingSockets(tls.getSocketFactory());
    SocketFactory sockets = server.isTls() ? secure : SocketFactory.getDefault();
    PostConnectProcessor startTls = isStartTls ? new StartTLSPostConnectProcessor(secure) : null;
    return new SingleServerSet(server.host(), server.port(), sockets, options, bind, startTls);
  }

  private static LDAPConnectionOptions options(Limits limits) {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(limits.connectMillis());
    options.setResponseTimeoutMillis(limits.response().toMillis());
    options.setFollowReferrals(false);
    options.setMaxMessageSize(MAX_MESSAGE_BYTES);
    options.setSSLSocketVerifier(new BoundedHandshake(limits.response()));
    return options;
  }

  @Override
  public String toString() {
    return servers.stream().map(Server::toString).collect(Collectors.joining(", "));
  }
}
