package dev.gatekeeper.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * The client's body on its way to the upstream, through one buffer whatever its size.
 *
 * <p>A body that ends early is an error, not an end. HttpComponents closes a chunked stream even
 * after an error, and would thereby tell the upstream that the body is whole: so the connection is
 * cut before the error is thrown.
 */
final class RequestBody extends AbstractHttpEntity {

  private final InputStream client;
  private final long length;
  private final Runnable cut;
  private boolean sentWhole;
  private boolean answeredEarly;

  /**
   * @param length in bytes, or -1 for a body in chunks
   * @param cut breaks the connection to the upstream
   */
  RequestBody(InputStream client, long length, Runnable cut) {
    super((String) null, null, length < 0);
    this.client = client;
    this.length = length;
    this.cut = cut;
  }

  @Override
  public void writeTo(OutputStream upstream) throws IOException {
    byte[] buffer = new byte[Streams.bufferBytesFor(length)];
    long sent = 0;
    for (int read = read(buffer); read >= 0; read = read(buffer)) {
      upstream.write(buffer, 0, read);
      sent += read;
    }
    if (length >= 0 && sent < length) {
      cut.run();
      throw new ClientGoneException("the client sent " + sent + " of " + length + " bytes", null);
    }
    sentWhole = true;
  }

  /** Whether the upstream has all of the body, so that it waits for another request and no more. */
  boolean isSentWhole() {
    return sentWhole;
  }

  /** Says that the upstream answers already: nothing more of the body may be sent. */
  void answeredEarly() {
    answeredEarly = true;
  }

  boolean isAnsweredEarly() {
    return answeredEarly;
  }

  private int read(byte[] buffer) throws ClientGoneException {
    try {
      return client.read(buffer);
    } catch (IOException | RuntimeException e) {
      cut.run();
      throw new ClientGoneException("the client's body can't be read", e);
    }
  }

  @Override
  public InputStream getContent() {
    return client;
  }

  @Override
  public boolean isStreaming() {
    return true;
  }

  @Override
  public long getContentLength() {
    return length;
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public void close() {
    // the container owns the stream
  }
}
