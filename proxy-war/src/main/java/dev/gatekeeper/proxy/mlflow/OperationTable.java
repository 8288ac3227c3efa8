package dev.gatekeeper.proxy.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations of MLflow and what each does: {@code operations.txt}, as a tree of segments. */
final class OperationTable {

  private static final String ANY_METHOD = "*";
  private static final String ONE_SEGMENT = "{}";
  private static final String ANY_SEGMENTS = "{...}";

  private final Node root = new Node();

  private OperationTable() {}

  static OperationTable load() {
    OperationTable table = new OperationTable();
    lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(table::add);
    return table;
  }

  private static Stream<String> lines() {
    try (InputStream text = OperationTable.class.getResourceAsStream("operations.txt")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), UTF_8).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line: what it does, its methods, its operation. */
  private void add(String line) {
    List<String> words = Arrays.asList(line.trim().split("\\s+"));
    Access access = Access.valueOf(words.get(0).toUpperCase(Locale.ROOT));
    Node node = root;
    for (String segment : segments(words.get(words.size() - 1))) {
      node = node.children.computeIfAbsent(segment, s -> new Node());
    }
    for (String method : words.subList(1, words.size() - 1)) {
      if (node.byMethod.put(method, access) != null) {
        throw new IllegalStateException("operations.txt has two lines for " + line);
      }
    }
  }

  private static List<String> segments(String operation) {
    List<String> segments = new ArrayList<>();
    if (operation.startsWith("/")) {
      segments.add("/");
    }
    Arrays.stream(operation.split("/")).filter(s -> !s.isEmpty()).forEach(segments::add);
    return segments;
  }

  /** Whether some operation outside the API begins with this segment. */
  boolean hasRoot(String segment) {
    Node outside = root.children.get("/");
    return outside != null && outside.children.containsKey(segment);
  }

  /** What the most literal line says; null if none has this operation with this method. */
  @Nullable Access find(String method, List<String> name) {
    List<Access> found = all(method, name);
    return found.isEmpty() ? null : found.get(0);
  }

  /** The strictest line of all that have this operation; null if there is none. */
  @Nullable Access strictest(String method, List<String> name) {
    return all(method, name).stream().reduce(Access::max).orElse(null);
  }

  private List<Access> all(String method, List<String> name) {
    List<Access> found = new ArrayList<>(2);
    collect(root, method.equals("HEAD") ? "GET" : method, name, found);
    return found;
  }

  private static void collect(Node node, String method, List<String> rest, List<Access> found) {
    if (rest.isEmpty()) {
      node.addTo(found, method);
    } else {
      List<String> tail = rest.subList(1, rest.size());
      for (String segment : List.of(rest.get(0), ONE_SEGMENT)) {
        Node child = node.children.get(segment);
        if (child != null) {
          collect(child, method, tail, found);
        }
      }
    }
    Node any = node.children.get(ANY_SEGMENTS);
    if (any != null) {
      any.addTo(found, method);
    }
  }

  private static final class Node {

    private final Map<String, Node> children = new HashMap<>();
    private final Map<String, Access> byMethod = new HashMap<>();

    void addTo(List<Access> found, String method) {
      Access access = byMethod.getOrDefault(method, byMethod.get(ANY_METHOD));
      if (access != null) {
        found.add(access);
      }
    }
  }
}
