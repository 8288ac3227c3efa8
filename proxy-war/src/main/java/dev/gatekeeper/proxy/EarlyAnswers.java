package dev.gatekeeper.proxy;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.ResponseOutOfOrderStrategy;

/**
 * Notices that the upstream answers while a body is still on its way, as with 413.
 *
 * <p>From then on nothing more is sent, not even the last chunk that HttpComponents would end the
 * body with: the upstream could take what it has for the whole.
 */
final class EarlyAnswers implements ResponseOutOfOrderStrategy {

  /** Each look waits a millisecond, so that more of them cost throughput. */
  private static final int LOOK_OVER_TLS_EVERY_BYTES = 8 * 1024 * 1024;

  private final ResponseOutOfOrderStrategy overTls =
      new MonitoringResponseOutOfOrderStrategy(LOOK_OVER_TLS_EVERY_BYTES);

  @Override
  public boolean isEarlyResponseDetected(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      InputStream upstream,
      long totalBytesSent,
      long nextWriteSize)
      throws IOException {
    if (!(request.getEntity() instanceof RequestBody body)) {
      return false;
    }
    boolean answers =
        connection.getSSLSession() == null
            ? upstream.available() > 0
            : overTls.isEarlyResponseDetected(
                request, connection, upstream, totalBytesSent, nextWriteSize);
    if (answers) {
      body.answeredEarly();
    }
    return body.isAnsweredEarly();
  }
}
