package dev.gatekeeper.proxy.mlflow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a request as names of operations: {@code /ajax-api/2.0/preview/mlflow/runs/get} is
 * {@code runs/get}. A name that is no part of the API begins with a segment {@code /}.
 *
 * @param written the segments as the client wrote them
 * @param isPlain whether nobody could read them otherwise
 * @param meant the segments as a server may read them that decodes, merges slashes, drops
 *     parameters and ignores case
 */
record OperationPath(List<String> written, boolean isPlain, List<String> meant) {

  private static final Pattern PLAIN = Pattern.compile("(?:/[A-Za-z0-9._~!$&'()*+,=:@-]+)+|/");

  /** One route of MLflow lacks the slash after its version. */
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(mlflow)?");

  private static final Set<String> API = Set.of("api", "ajax-api");

  private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

  /** Reads a path that begins with a slash, without context path and query. */
  static OperationPath of(String path) {
    return new OperationPath(
        segments(path),
        PLAIN.matcher(path).matches(),
        segments(
            decoded(path).toLowerCase(Locale.ROOT).replace('\\', '/').replaceAll(";[^/]*", "")));
  }

  private static List<String> segments(String path) {
    return Arrays.stream(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
  }

  /** Bytes become characters of ISO-8859-1, as in WSGI. */
  private static String decoded(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher encoded = ENCODED.matcher(path);
    int end = 0;
    while (encoded.find()) {
      bytes.writeBytes(path.substring(end, encoded.start()).getBytes(ISO_8859_1));
      bytes.write(Integer.parseInt(encoded.group(1), 16));
      end = encoded.end();
    }
    bytes.writeBytes(path.substring(end).getBytes(ISO_8859_1));
    return bytes.toString(ISO_8859_1);
  }

  /** The name of the operation in a path of these segments. */
  static List<String> name(List<String> segments) {
    if (segments.size() > 1 && isApi(segments.get(0))) {
      Matcher version = VERSION.matcher(segments.get(1));
      if (version.matches()) {
        return nameInApi(segments.subList(2, segments.size()), version.group(1) == null);
      }
    }
    List<String> name = new ArrayList<>(List.of("/"));
    name.addAll(segments);
    return name;
  }

  private static List<String> nameInApi(List<String> segments, boolean wantsMlflow) {
    int begin = 0;
    for (String word : wantsMlflow ? List.of("preview", "mlflow") : List.<String>of()) {
      if (begin < segments.size() && segments.get(begin).equals(word)) {
        begin++;
      }
    }
    return segments.subList(begin, segments.size());
  }

  static boolean isApi(String segment) {
    return API.contains(segment);
  }

  /** The name as written, such as {@code runs/log-batch} or {@code /graphql}. */
  String inWords() {
    String name = String.join("/", name(written));
    return name.startsWith("//") ? name.substring(1) : name;
  }
}
