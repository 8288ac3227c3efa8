package dev.gatekeeper.auth.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An answer as it came over a socket.
 *
 * @param status of the status line
 * @param fields as they came, {@code name: value}
 * @param body without its framing
 */
record RawAnswer(int status, List<String> fields, String body) {

  private static final int ANY_PORT = 0;
  private static final int TIMEOUT_MILLIS = 60_000;

  /** Sends a GET with these fields byte for byte, given as ISO-8859-1. */
  static RawAnswer to(int port, String... fields) throws IOException {
    return from("127.0.0.1", port, fields);
  }

  /** As {@link #to}, from an address of this machine's. */
  static RawAnswer from(String address, int port, String... fields) throws IOException {
    try (Socket socket = connect(address, port)) {
      return exchange(socket, fields);
    }
  }

  static Socket connect(String address, int port) throws IOException {
    Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), ANY_PORT);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  static RawAnswer exchange(Socket socket, String... fields) throws IOException {
    StringBuilder head = new StringBuilder("GET /who HTTP/1.1\r\nHost: localhost\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    socket.getOutputStream().write(head.append("\r\n").toString().getBytes(ISO_8859_1));
    return read(socket.getInputStream());
  }

  private static RawAnswer read(InputStream in) throws IOException {
    int status = Integer.parseInt(readLine(in).split(" ", -1)[1]);
    List<String> fields = new ArrayList<>();
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      fields.add(line);
    }
    RawAnswer head = new RawAnswer(status, fields, "");
    byte[] body =
        head.values("Content-Length").isEmpty()
            ? in.readAllBytes()
            : in.readNBytes(Integer.parseInt(head.values("Content-Length").get(0)));
    return new RawAnswer(status, fields, new String(body, UTF_8));
  }

  private static String readLine(InputStream in) throws IOException {
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

  List<String> values(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return fields.stream()
        .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(field -> field.substring(prefix.length()).strip())
        .toList();
  }
}
