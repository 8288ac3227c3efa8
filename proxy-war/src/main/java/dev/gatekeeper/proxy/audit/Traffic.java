package dev.gatekeeper.proxy.audit;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes of the bodies of a request and its answer.
 *
 * <p>This class is thread-safe.
 */
public final class Traffic {

  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  /** Starts at nothing. */
  public Traffic() {}

  /**
   * How much of the request's body was read.
   *
   * @return bytes
   */
  public long received() {
    return received.get();
  }

  /**
   * How much of the answer's body was written.
   *
   * @return bytes
   */
  public long sent() {
    return sent.get();
  }

  /**
   * Counts what is read.
   *
   * @param request whose body counts
   * @return the same request
   */
  public HttpServletRequest of(HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public ServletInputStream getInputStream() throws IOException {
        return new CountedInput(super.getInputStream());
      }
    };
  }

  /**
   * Counts what is written.
   *
   * @param response whose body counts
   * @return the same response
   */
  public HttpServletResponse of(HttpServletResponse response) {
    return new HttpServletResponseWrapper(response) {
      @Override
      public ServletOutputStream getOutputStream() throws IOException {
        return new CountedOutput(super.getOutputStream());
      }
    };
  }

  private final class CountedInput extends ServletInputStream {

    private final ServletInputStream in;

    CountedInput(ServletInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      received.addAndGet(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      received.addAndGet(Math.max(read, 0));
      return read;
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }

  private final class CountedOutput extends ServletOutputStream {

    private final ServletOutputStream out;

    CountedOutput(ServletOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      sent.addAndGet(1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
      sent.addAndGet(length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }

    @Override
    public boolean isReady() {
      return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      out.setWriteListener(listener);
    }
  }
}
