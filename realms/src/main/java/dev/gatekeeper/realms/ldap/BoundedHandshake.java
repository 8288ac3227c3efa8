package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/**
 * Shakes hands within a time, then checks that the certificate is the one of the server's name. The
 * SDK alone would wait for a silent server without end.
 *
 * <p>This class is thread-safe.
 */
final class BoundedHandshake extends SSLSocketVerifier {

  private static final boolean ALLOW_WILDCARDS = true;

  private final SSLSocketVerifier names = new HostNameSSLSocketVerifier(ALLOW_WILDCARDS);
  private final Duration longest;

  BoundedHandshake(Duration longest) {
    this.longest = longest;
  }

  @Override
  public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    CompletableFuture<Boolean> late =
        done.completeOnTimeout(false, longest.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((inTime, none) -> closeUnless(inTime, socket));
    try {
      socket.startHandshake();
    } catch (IOException e) {
      throw new LDAPException(
          ResultCode.CONNECT_ERROR, "no TLS with " + host + ": " + e.getMessage(), e);
    } finally {
      done.complete(true);
    }
    if (!late.join()) {
      throw new LDAPException(ResultCode.TIMEOUT, "the handshake took too long");
    }
    names.verifySSLSocket(host, port, socket);
  }

  private static void closeUnless(boolean inTime, SSLSocket socket) {
    if (!inTime) {
      try {
        socket.close();
      } catch (IOException e) {
        // it is closed all the same
      }
    }
  }
}
