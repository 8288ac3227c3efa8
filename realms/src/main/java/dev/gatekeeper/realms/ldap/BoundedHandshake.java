package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/**
 * Shakes hands within a time. The SDK alone would wait for a silent server without end. Names are
 * checked by {@link NameCheckingSockets}.
 *
 * <p>This class is thread-safe.
 */
final class BoundedHandshake extends SSLSocketVerifier {

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
