package dev.gatekeeper.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static jdk.net.ExtendedSocketOptions.TCP_QUICKACK;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.jspecify.annotations.Nullable;

/** A connection that can tell, without waiting, whether it may serve another request. */
final class UpstreamConnection extends DefaultManagedHttpClientConnection {

  private static final int MAX_ANSWER_FIELDS = 1000;
  private static final int MAX_ANSWER_LINE_BYTES = 64 * 1024;

  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setMaxHeaderCount(MAX_ANSWER_FIELDS)
          .setMaxLineLength(MAX_ANSWER_LINE_BYTES)
          .setBufferSize(Streams.BUFFER_BYTES)
          .build();

  private static final boolean KNOWS_QUICKACK = isKnown(TCP_QUICKACK);

  private final Input input;
  private @Nullable SocketChannel channel;

  private UpstreamConnection(Input input) {
    super(
        "upstream",
        ISO_8859_1.newDecoder(),
        ISO_8859_1.newEncoder(),
        LIMITS,
        null,
        null,
        new EarlyAnswers(),
        null,
        input);
    this.input = input;
  }

  /**
   * @param socket that is connected, or null for one to come
   */
  static UpstreamConnection on(@Nullable Socket socket) throws IOException {
    UpstreamConnection connection = new UpstreamConnection(new Input());
    if (socket != null) {
      connection.bind(socket);
    }
    return connection;
  }

  private static boolean isKnown(SocketOption<?> option) {
    try (SocketChannel any = SocketChannel.open()) {
      return any.supportedOptions().contains(option);
    } catch (IOException e) {
      return false;
    }
  }

  /** Over TLS, too, this is called first. */
  @Override
  public void bind(Socket socket) throws IOException {
    super.bind(socket);
    channel = socket.getChannel();
  }

  /** A socket that {@link #isUsable} can look at. */
  static Socket newSocket() throws IOException {
    return SocketChannel.open().socket();
  }

  /**
   * Gets the body ready, and acknowledges what has come of the answer if that is not all.
   *
   * <p>MLflow writes an answer in two pieces, and its kernel holds the second back until the first
   * is acknowledged, which Linux may put off for 40 ms. It forgets this wish with every request.
   */
  @Override
  public void receiveResponseEntity(ClassicHttpResponse answer) throws HttpException, IOException {
    super.receiveResponseEntity(answer);
    if (channel != null && KNOWS_QUICKACK && !input.hasWhole(answer.getEntity())) {
      channel.setOption(TCP_QUICKACK, true);
    }
  }

  /**
   * Whether the upstream has said nothing since the end of its last answer, and has not closed.
   *
   * <p>What it has said would be taken for the next answer, which may be another user's.
   * HttpComponents' own check looks for the end alone and reads for a millisecond, which is too
   * long to do it before every request; without any, a POST on a connection that has just been
   * closed would fail, and nobody could say whether it was executed. Over TLS only what was read
   * already is looked at: what comes there later may be a ticket for the next session.
   */
  boolean isUsable() throws IOException {
    if (input.hasMore()) {
      return false;
    }
    if (channel == null || getSSLSession() != null) {
      return true;
    }
    channel.configureBlocking(false);
    try {
      return channel.read(ByteBuffer.allocate(1)) == 0;
    } finally {
      channel.configureBlocking(true);
    }
  }

  /** What has been read from the socket; HttpComponents shows it to the parser of answers alone. */
  private static final class Input extends DefaultHttpResponseParserFactory {

    private @Nullable SessionInputBuffer buffer;

    Input() {
      super(LIMITS);
    }

    boolean hasMore() {
      return buffer != null && buffer.length() > 0;
    }

    /** A body in chunks has an end that nobody has looked for yet. */
    boolean hasWhole(@Nullable HttpEntity body) {
      return body == null
          || (buffer != null
              && body.getContentLength() >= 0
              && body.getContentLength() <= buffer.length());
    }

    @Override
    public HttpMessageParser<ClassicHttpResponse> create() {
      // the usual parser makes spaces of control characters, so that nobody would see them
      return new DefaultHttpResponseParser(LIMITS, BasicLineParser.INSTANCE, null) {
        @Override
        public ClassicHttpResponse parse(SessionInputBuffer input, InputStream socket)
            throws IOException, HttpException {
          buffer = input;
          return super.parse(input, socket);
        }
      };
    }
  }
}
