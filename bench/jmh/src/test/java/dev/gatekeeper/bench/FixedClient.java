package dev.gatekeeper.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends the same request over and over on one connection, and allocates nothing after the first. It
 * takes it that every answer is as long as the first.
 */
final class FixedClient implements Closeable {

  private static final int MAX_ANSWER_BYTES = 16 * 1024;
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");

  /** Of the digits of the status, behind {@code HTTP/1.1} and a space. */
  private static final int STATUS_AT = 9;

  private final SocketChannel channel;
  private final ByteBuffer request;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(MAX_ANSWER_BYTES);

  FixedClient(int port, SentRequest sent) {
    byte[] bytes = sent.bytes();
    request = ByteBuffer.allocateDirect(bytes.length).put(bytes);
    try {
      channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
              .setOption(StandardSocketOptions.TCP_NODELAY, true);
      answer.limit(firstAnswer());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private int firstAnswer() throws IOException {
    send();
    while (true) {
      receiveSome();
      String message = ISO_8859_1.decode(answer.duplicate().flip()).toString();
      Matcher length = LENGTH.matcher(message);
      int end = message.indexOf("\r\n\r\n");
      if (end >= 0 && !length.find()) {
        throw new IOException("an answer without Content-Length: " + message);
      }
      if (end >= 0 && message.length() >= end + 4 + Integer.parseInt(length.group(1))) {
        return message.length();
      }
    }
  }

  /** Sends the request and reads the whole answer, which must be a 200. */
  void ask() throws IOException {
    send();
    answer.position(0);
    while (answer.hasRemaining()) {
      receiveSome();
    }
    if (answer.get(STATUS_AT) != '2') {
      throw new IOException("refused: " + ISO_8859_1.decode(answer.flip()));
    }
  }

  private void send() throws IOException {
    request.position(0);
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  private void receiveSome() throws IOException {
    if (channel.read(answer) < 0) {
      throw new EOFException("the server has closed the connection");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
