package dev.gatekeeper.realms.oidc.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCookiesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a=1; own=x; b=2      | a=1; b=2",
        "own=x; a=1           | a=1",
        "a=1; own=x           | a=1",
        "a=1;b=\"2 ; own=x;;c | a=1;b=\"2 ;;c",
        "a=1;own=x;b=own=2    | a=1;b=own=2",
        "a=own=1; Own=2       | a=own=1; Own=2",
        "own2=1               | own2=1",
        "a;;=; x              | a;;=; x",
      })
  void othersStayByteForByte(String field, String rest) {
    assertThat(of(field).others()).containsExactly(rest);
  }

  @Test
  void fieldOfNothingElseIsGone() {
    assertThat(of("own=x").others()).isEmpty();
    assertThat(of("own=x; own=y").others()).isEmpty();
  }

  @Test
  void fieldsStaySeveral() {
    assertThat(of("a=1", "own=x", " b=2").others()).containsExactly("a=1", " b=2");
  }

  @Test
  void ofTwoTheFirstCounts() {
    assertThat(of("own=1; own=2", "own=3").get("own")).isEqualTo("1");
  }

  private static RequestCookies of(String... fields) {
    return RequestCookies.of(List.of(fields), "own"::equals);
  }
}
