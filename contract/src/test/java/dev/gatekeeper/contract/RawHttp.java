package dev.gatekeeper.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Sends a request byte for byte over a socket, and reads the answer the same way. */
final class RawHttp {

  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int ANY_PORT = 0;

  private RawHttp() {}

  /**
   * An answer.
   *
   * @param status of the status line
   * @param fields as they came, {@code name: value}
   * @param body without its framing
   */
  record Answer(int status, List<String> fields, String body) {

    List<String> values(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return fields.stream()
          .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(field -> field.substring(prefix.length()).strip())
          .toList();
    }

    String value(String name) {
      return String.join("|", values(name));
    }
  }

  static String basic(String user, String password) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  /** Sends a request line and fields, adding Host unless it is there, and closing afterwards. */
  static Answer send(int port, String requestLine, String... fields) throws IOException {
    return sendRaw(port, head(port, requestLine, fields));
  }

  /** As {@link #send}, from an address of this machine's. */
  static Answer sendFrom(String address, int port, String requestLine, String... fields)
      throws IOException {
    try (Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), ANY_PORT)) {
      return exchange(socket, head(port, requestLine, fields));
    }
  }

  private static String head(int port, String requestLine, String... fields) {
    StringBuilder head = new StringBuilder(requestLine).append("\r\n");
    boolean hasHost = false;
    for (String field : fields) {
      head.append(field).append("\r\n");
      hasHost |= field.toLowerCase(Locale.ROOT).startsWith("host:");
    }
    if (!hasHost) {
      head.append("Host: localhost:").append(port).append("\r\n");
    }
    return head.append("Connection: close\r\n\r\n").toString();
  }

  static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  /** Sends bytes, given as ISO-8859-1. */
  static Answer sendRaw(int port, String request) throws IOException {
    try (Socket socket = connect(port)) {
      return exchange(socket, request);
    }
  }

  /** Writes bytes, given as ISO-8859-1. */
  static void write(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
  }

  private static Answer exchange(Socket socket, String request) throws IOException {
    socket.setSoTimeout(TIMEOUT_MILLIS);
    write(socket, request);
    return read(socket.getInputStream(), request.startsWith("HEAD "));
  }

  /** Sends a head and a body piece by piece until the other side stops, and reads meanwhile. */
  static Answer upload(int port, String head, byte[] piece, int times) throws IOException {
    try (Socket socket = connect(port)) {
      OutputStream out = socket.getOutputStream();
      Thread writer =
          new Thread(
              () -> {
                try {
                  out.write(head.getBytes(ISO_8859_1));
                  for (int i = 0; i < times; i++) {
                    out.write(piece);
                  }
                } catch (IOException e) {
                  // the other side has answered, and closed
                }
              });
      writer.start();
      return read(socket.getInputStream(), false);
    }
  }

  /** The status of the answer to a request without fields, or 0 if there is none. */
  static int statusOf(int port, String requestLine) {
    try {
      return send(port, requestLine).status();
    } catch (IOException e) {
      return 0;
    }
  }

  static Answer read(InputStream in, boolean headOnly) throws IOException {
    String statusLine = readLine(in);
    List<String> fields = new ArrayList<>();
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      fields.add(line);
    }
    int status = Integer.parseInt(statusLine.split(" ", -1)[1]);
    Answer head = new Answer(status, fields, "");
    if (headOnly || status < 200 || status == 204 || status == 304) {
      return head;
    }
    byte[] body;
    if (head.value("Transfer-Encoding").equals("chunked")) {
      body = readChunks(in);
    } else if (!head.value("Content-Length").isEmpty()) {
      body = in.readNBytes(Integer.parseInt(head.value("Content-Length")));
    } else {
      body = in.readAllBytes();
    }
    return new Answer(status, fields, new String(body, UTF_8));
  }

  static byte[] readChunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      byte[] chunk = in.readNBytes(size);
      if (chunk.length < size) {
        throw new EOFException("the connection was closed in a chunk");
      }
      body.write(chunk);
      readLine(in);
    }
    readLine(in);
    return body.toByteArray();
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(readLine(in), 16);
  }

  static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection was closed");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
