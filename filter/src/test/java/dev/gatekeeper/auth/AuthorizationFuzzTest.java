package dev.gatekeeper.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Fields from the wire: what is accepted is what a second reader finds there. */
class AuthorizationFuzzTest {

  /** If there were more, some would repeat what was sent, and that may be a password. */
  private static final int MOST_PROBLEMS = 12;

  private static final Set<String> PROBLEMS = new HashSet<>();

  /** Each line is the value of one Authorization field, as the container reads it. */
  @FuzzTest
  void whatIsAcceptedIsWhatASecondReaderFinds(byte[] lines) {
    List<String> fields = new String(lines, ISO_8859_1).lines().toList();

    ReadCredentials read = ReadCredentials.of(fields);

    if (read.areRefused()) {
      assertThat(read.problem()).matches("[A-Z][ -~]+\\.");
      PROBLEMS.add(read.problem());
      assertThat(PROBLEMS).hasSizeLessThanOrEqualTo(MOST_PROBLEMS);
    } else {
      assertThat(fields).hasSize(1);
      String[] schemeAndToken = fields.get(0).split(" +", 2);
      assertThat(schemeAndToken[0]).isEqualToIgnoringCase("Basic");
      assertThat(read.pair()).isEqualTo(Base64.getDecoder().decode(schemeAndToken[1]));
      assertThat(read.user()).matches("[^\\p{Cc}:]+");
    }
  }
}
