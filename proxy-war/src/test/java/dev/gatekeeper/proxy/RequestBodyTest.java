package dev.gatekeeper.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

  private final List<String> events = new ArrayList<>();
  private final ByteArrayOutputStream upstream = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        Streams.BUFFER_BYTES - 1,
        Streams.BUFFER_BYTES,
        Streams.BUFFER_BYTES + 1,
        300_000
      })
  void theWholeBodyArrivesWithKnownAndUnknownLength(int size) throws IOException {
    byte[] sent = new byte[size];
    new Random(size).nextBytes(sent);

    body(new ByteArrayInputStream(sent), size).writeTo(upstream);
    assertThat(upstream.toByteArray()).isEqualTo(sent);

    upstream.reset();
    body(new ByteArrayInputStream(sent), -1).writeTo(upstream);
    assertThat(upstream.toByteArray()).isEqualTo(sent);
    assertThat(events).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9})
  void aBodyThatEndsEarlyCutsTheConnectionBeforeItFails(int size) {
    RequestBody body = body(new ByteArrayInputStream(new byte[size]), 10);

    ClientGoneException thrown = failureOf(body);

    assertThat(thrown).hasMessage("the client sent " + size + " of 10 bytes").hasNoCause();
    assertThat(events).containsExactly("cut", "thrown");
  }

  @Test
  void onlyABodyThatCameToItsEndIsSentWhole() throws IOException {
    RequestBody whole = body(new ByteArrayInputStream(new byte[10]), 10);
    assertThat(whole.isSentWhole()).isFalse();
    whole.writeTo(upstream);
    assertThat(whole.isSentWhole()).isTrue();

    RequestBody cut = body(new ByteArrayInputStream(new byte[9]), 10);
    failureOf(cut);
    assertThat(cut.isSentWhole()).isFalse();
  }

  @Test
  void anUncheckedFailureOfTheContainerCutsTheConnectionToo() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("recycled");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return read();
          }
        };

    failureOf(body(failing, -1));

    assertThat(events).containsExactly("cut", "thrown");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 10})
  void aBodyThatCannotBeReadCutsTheConnectionBeforeItFails(long length) {
    IOException reset = new IOException("connection reset");
    RequestBody body = body(new Failing(reset), length);

    ClientGoneException thrown = failureOf(body);

    assertThat(thrown).hasMessage("the client's body can't be read").hasCause(reset);
    assertThat(events).containsExactly("cut", "thrown");
    assertThat(upstream.size()).isEqualTo(1);
  }

  @Test
  void anUpstreamThatTakesNoMoreIsNotTheClientsFault() {
    IOException reset = new IOException("upstream reset");
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw reset;
          }
        };

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> body(new ByteArrayInputStream(new byte[10]), 10).writeTo(broken))
        .isSameAs(reset);
    assertThat(events).isEmpty();
  }

  @Test
  void onlyABodyOfUnknownLengthIsChunkedAndNoneIsSentTwice() {
    RequestBody known = body(InputStream.nullInputStream(), 10);
    RequestBody unknown = body(InputStream.nullInputStream(), -1);

    assertThat(known.getContentLength()).isEqualTo(10);
    assertThat(known.isChunked()).isFalse();
    assertThat(unknown.getContentLength()).isEqualTo(-1);
    assertThat(unknown.isChunked()).isTrue();
    assertThat(known.isRepeatable() || unknown.isRepeatable()).isFalse();
  }

  @Test
  void closingLeavesTheContainersStreamOpen() throws IOException {
    InputStream client =
        new ByteArrayInputStream(new byte[1]) {
          @Override
          public void close() {
            events.add("closed");
          }
        };

    body(client, 1).close();

    assertThat(events).isEmpty();
  }

  private RequestBody body(InputStream client, long length) {
    return new RequestBody(client, length, () -> events.add("cut"));
  }

  private ClientGoneException failureOf(RequestBody body) {
    return catchThrowableOfType(
        ClientGoneException.class,
        () -> {
          try {
            body.writeTo(upstream);
          } finally {
            events.add("thrown");
          }
        });
  }

  /** Gives one byte and then fails. */
  private static final class Failing extends InputStream {

    private final IOException failure;
    private boolean begun;

    Failing(IOException failure) {
      this.failure = failure;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (begun) {
        throw failure;
      }
      begun = true;
      buffer[offset] = 'x';
      return 1;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }
  }
}
