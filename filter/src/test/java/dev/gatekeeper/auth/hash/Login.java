package dev.gatekeeper.auth.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A user and a password, made up: what is hard for programs that read lines and split them. */
record Login(String user, String password) {

  private static final int MAX_PASSWORD_BYTES = 100;

  private static final List<String> USER_ALPHABET =
      List.of("a", "Z", "0", "-", "_", ".", "@", " ", "'", "\"", "#", "$", "\u00e9", "\u6f22");

  private static final List<String> PASSWORD_ALPHABET =
      List.of(
          "a",
          "Z",
          "0",
          ":",
          " ",
          "'",
          "\"",
          "\\",
          "$",
          "#",
          "%",
          "\t",
          "\u007f",
          "\u00e9",
          "e\u0301",
          "\u00df",
          "\u2713",
          "\u6f22",
          "\ud83d\udd11");

  static List<Login> random(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Login(
                    "u" + text(random, USER_ALPHABET, random.nextInt(20)) + i,
                    text(random, PASSWORD_ALPHABET, random.nextInt(MAX_PASSWORD_BYTES + 1))))
        .toList();
  }

  private static String text(Random random, List<String> alphabet, int maxBytes) {
    StringBuilder text = new StringBuilder();
    int bytes = 0;
    while (true) {
      String next = alphabet.get(random.nextInt(alphabet.size()));
      bytes += next.getBytes(UTF_8).length;
      if (bytes > maxBytes) {
        return text.toString();
      }
      text.append(next);
    }
  }

  /** Differs from the right one at the beginning, since not all formats read to the end. */
  Login withWrongPassword() {
    return new Login(user, password.startsWith("a") ? "b" + password.substring(1) : "a" + password);
  }

  /** Differs anywhere, perhaps past what the format reads. */
  Login withMutatedPassword(Random random) {
    int[] codePoints = password.codePoints().toArray();
    int at = random.nextInt(codePoints.length + 1);
    String rest =
        at == codePoints.length ? "" : new String(codePoints, at + 1, codePoints.length - at - 1);
    String put = random.nextInt(4) == 0 ? "" : PASSWORD_ALPHABET.get(random.nextInt(10));
    return new Login(user, new String(codePoints, 0, at) + put + rest);
  }
}
