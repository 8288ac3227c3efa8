package dev.gatekeeper.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/**
 * The fields of a client's request, read once: a container goes through all of them for each name
 * it is asked for.
 *
 * @param all in the order of their names
 */
record RequestFields(List<Field> all) {

  /** One line of the head. */
  record Field(String name, String value) {}

  static RequestFields of(HttpServletRequest client) {
    List<Field> all = new ArrayList<>();
    for (Enumeration<String> names = client.getHeaderNames(); names.hasMoreElements(); ) {
      String name = names.nextElement();
      for (Enumeration<String> values = client.getHeaders(name); values.hasMoreElements(); ) {
        all.add(new Field(name, values.nextElement()));
      }
    }
    return new RequestFields(all);
  }

  /** The values of the fields of a name, whose case does not count; empty if there are none. */
  List<String> values(String name) {
    List<String> values = List.of();
    for (Field field : all) {
      if (field.name().equalsIgnoreCase(name)) {
        values = values.isEmpty() ? new ArrayList<>(1) : values;
        values.add(field.value());
      }
    }
    return values;
  }
}
