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

  /** More often costs throughput. */
  private static final int LOOK_EVERY_BYTES = 1024 * 1024;

  private final ResponseOutOfOrderStrategy monitor =
      new MonitoringResponseOutOfOrderStrategy(LOOK_EVERY_BYTES);

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
    if (monitor.isEarlyResponseDetected(
        request, connection, upstream, totalBytesSent, nextWriteSize)) {
      body.answeredEarly();
    }
    return body.isAnsweredEarly();
  }
}
