package dev.gatekeeper.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class AuthorizationPropertyTest {

  /** The same in each build; to find what nobody thought of is what the fuzz tests are for. */
  private static final String SEED = "20260101";

  private static final int MAX_USER_BYTES = 255;
  private static final int MAX_PASSWORD_BYTES = 1024;

  @Property(seed = SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void nameAndPasswordComeBackAsTheyWereSent(
      @ForAll("users") String user, @ForAll("passwords") String password) {
    assertThat(ReadCredentials.of((user + ":" + password).getBytes(UTF_8)))
        .isEqualTo(new ReadCredentials(user, password, ""));
  }

  @Property(seed = SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whateverTheFieldsAreTheyAreReadOrRefused(@ForAll("fields") List<String> fields) {
    ReadCredentials read = ReadCredentials.of(fields);

    assertThat(read.areRefused()).isEqualTo(read.user().isEmpty());
  }

  @Provide
  Arbitrary<String> users() {
    return codePoints()
        .filter(c -> c != ':' && !Character.isISOControl(c))
        .list()
        .ofMinSize(1)
        .ofMaxSize(MAX_USER_BYTES)
        .map(points -> upTo(MAX_USER_BYTES, points));
  }

  @Provide
  Arbitrary<String> passwords() {
    return codePoints()
        .list()
        .ofMaxSize(MAX_PASSWORD_BYTES)
        .map(points -> upTo(MAX_PASSWORD_BYTES, points));
  }

  /** Also what no container passes on: control characters, and halves of surrogate pairs. */
  @Provide
  Arbitrary<List<String>> fields() {
    Arbitrary<String> scheme = Arbitraries.of("", "Basic", "Basic ", "bASIC  ", "Bearer ");
    Arbitrary<String> anything = Arbitraries.strings().withCharRange('\0', '\uffff');
    Arbitrary<String> token = Arbitraries.strings().alpha().numeric().withChars("+/=");
    Arbitrary<String> rest = Arbitraries.oneOf(anything, token);
    return scheme.flatMap(before -> rest.map(after -> before + after)).list().ofMaxSize(3);
  }

  /** Of one to four bytes each; neither NUL nor a half of a surrogate pair. */
  private static Arbitrary<Integer> codePoints() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.integers().between(0x01, 0x7f)),
        Tuple.of(2, Arbitraries.integers().between(0x80, 0x7ff)),
        Tuple.of(1, Arbitraries.integers().between(0x800, 0xd7ff)),
        Tuple.of(1, Arbitraries.integers().between(0xe000, 0xffff)),
        Tuple.of(2, Arbitraries.integers().between(0x10000, 0x10ffff)));
  }

  private static String upTo(int maxBytes, List<Integer> codePoints) {
    StringBuilder text = new StringBuilder();
    int bytes = 0;
    for (int codePoint : codePoints) {
      bytes += Character.toString(codePoint).getBytes(UTF_8).length;
      if (bytes > maxBytes) {
        break;
      }
      text.appendCodePoint(codePoint);
    }
    return text.toString();
  }
}
