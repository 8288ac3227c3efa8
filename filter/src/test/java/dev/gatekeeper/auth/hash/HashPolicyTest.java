package dev.gatekeeper.auth.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashPolicyTest {

  @Test
  void eachChangeLeavesTheOthersAsTheyAre() {
    HashPolicy policy =
        HashPolicy.DEFAULT.withMaxBcryptCost(12).withPlainText().withMaxShaCryptRounds(10_000);

    assertThat(policy).isEqualTo(new HashPolicy(12, 10_000, HashPolicy.PlainText.ALLOWED));
    assertThat(HashPolicy.DEFAULT)
        .isEqualTo(new HashPolicy(15, 1_000_000, HashPolicy.PlainText.REFUSED));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 30})
  void theCeilingOfBcryptCostsMayBeWhatBcryptKnows(int cost) {
    assertThat(HashPolicy.DEFAULT.withMaxBcryptCost(cost).maxBcryptCost()).isEqualTo(cost);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3, 31, Integer.MAX_VALUE})
  void anotherCeilingOfBcryptCostsIsRefused(int cost) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HashPolicy.DEFAULT.withMaxBcryptCost(cost))
        .withMessage("The ceiling of bcrypt costs is " + cost + "; it must be from 4 to 30.");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 999, 1_000_001, Integer.MAX_VALUE})
  void aCeilingOfRoundsThatShaCryptDoesNotHaveIsRefused(int rounds) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HashPolicy.DEFAULT.withMaxShaCryptRounds(rounds))
        .withMessage(
            "The ceiling of SHA-crypt rounds is %d; it must be from 1000 to 1000000."
                .formatted(rounds));
  }
}
