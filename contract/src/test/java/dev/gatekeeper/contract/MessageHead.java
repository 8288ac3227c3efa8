package dev.gatekeeper.contract;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands before the body of a request or an answer.
 *
 * @param firstLine the request line or the status line
 * @param fields as they came, {@code name: value}
 */
record MessageHead(String firstLine, List<String> fields) {

  static MessageHead read(InputStream in) throws IOException {
    String firstLine = RawHttp.readLine(in);
    List<String> fields = new ArrayList<>();
    for (String line = RawHttp.readLine(in); !line.isEmpty(); line = RawHttp.readLine(in)) {
      fields.add(line);
    }
    return new MessageHead(firstLine, fields);
  }

  int status() {
    return Integer.parseInt(firstLine.split(" ", -1)[1]);
  }

  String method() {
    return firstLine.split(" ", -1)[0];
  }

  String target() {
    return firstLine.split(" ", -1)[1];
  }

  /** The value of a field, or nothing. */
  String value(String name) {
    return new RawHttp.Answer(0, fields, "").value(name);
  }

  boolean closes() {
    return value("Connection").equalsIgnoreCase("close");
  }
}
