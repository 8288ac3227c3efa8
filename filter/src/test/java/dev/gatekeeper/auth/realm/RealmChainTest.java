package dev.gatekeeper.auth.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealmChainTest {

  private static final Credentials BOB = new Credentials.Password("bob", "secret");
  private static final Credentials TOKEN = new Credentials.Token("bearer", "abc");

  private final List<String> asked = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "Accepted,    Accepted,    Accepted by 1, 1",
    "Accepted,    Unavailable, Accepted by 1, 1",
    "Rejected,    Accepted,    Rejected,      1",
    "Unavailable, Accepted,    Unavailable,   1",
    "Unknown,     Accepted,    Accepted by 2, 1 2",
    "Unknown,     Rejected,    Rejected,      1 2",
    "Unknown,     Unavailable, Unavailable,   1 2",
    "Unknown,     Unknown,     Unknown,       1 2",
  })
  void aLaterRealmIsAskedOnlyForWhoIsUnknownToTheEarlierOnes(
      String first, String second, String verdict, String asks) {
    CredentialRealm chain =
        CredentialRealm.firstOf(List.of(new Scripted("1", first), new Scripted("2", second)));

    assertThat(text(chain.verify(BOB))).isEqualTo(verdict);
    assertThat(String.join(" ", asked)).isEqualTo(asks);
  }

  private static String text(Verdict verdict) {
    return verdict instanceof Verdict.Accepted accepted
        ? "Accepted by " + accepted.user()
        : verdict.getClass().getSimpleName();
  }

  @Test
  void aTokenGoesToTheRealmsThatUnderstandItsScheme() {
    Scripted passwords = new Scripted("1", "Accepted");
    Scripted tokens = new Scripted("2", "Accepted");
    tokens.schemes = Set.of("bearer");
    CredentialRealm chain = CredentialRealm.firstOf(List.of(passwords, tokens));

    assertThat(chain.schemes()).containsExactlyInAnyOrder("basic", "bearer");
    assertThat(text(chain.verify(TOKEN))).isEqualTo("Accepted by 2");
    assertThat(text(chain.verify(BOB))).isEqualTo("Accepted by 1");
    assertThat(asked).containsExactly("2", "1");
  }

  @Test
  void whatOneRealmSaysRestsOnAll() {
    Scripted first = new Scripted("1", "Unknown");
    Scripted second = new Scripted("2", "Accepted");
    CredentialRealm chain = CredentialRealm.firstOf(List.of(first, second));
    String before = chain.basis(BOB);

    assertThat(chain.verify(BOB))
        .isEqualTo(
            new Verdict.Accepted("2", Set.of()).rememberedFor(Duration.ofMinutes(5), before));
    first.basis = "bob has moved in";
    assertThat(chain.basis(BOB)).isNotEqualTo(before);
  }

  @Test
  void basesOfSeveralRealmsAreNotTakenForEachOther() {
    Scripted first = new Scripted("1", "Unknown");
    Scripted second = new Scripted("2", "Accepted");
    CredentialRealm chain = CredentialRealm.firstOf(List.of(first, second));
    first.basis = "a";
    second.basis = "1:b";
    String before = chain.basis(BOB);

    first.basis = "a1:1";
    second.basis = "b";
    assertThat(chain.basis(BOB)).isNotEqualTo(before);
  }

  @Test
  void aVerdictDuringAChangeIsNotRemembered() {
    Scripted first = new Scripted("1", "Unknown");
    Scripted second = new Scripted("2", "Accepted");
    second.whileAsked = () -> first.basis = "changed meanwhile";
    CredentialRealm chain = CredentialRealm.firstOf(List.of(first, second));

    assertThat(chain.verify(BOB))
        .isInstanceOfSatisfying(
            Verdict.Accepted.class,
            accepted -> assertThat(accepted.rememberFor()).isEqualTo(Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({"true, true, true", "true, false, true", "false, true, false"})
  void theChainIsThereWhileItsFirstRealmIs(boolean first, boolean second, boolean chain) {
    Scripted one = new Scripted("1", "Accepted");
    Scripted two = new Scripted("2", "Accepted");
    one.available = first;
    two.available = second;

    assertThat(CredentialRealm.firstOf(List.of(one, two)).isAvailable()).isEqualTo(chain);
  }

  @Test
  void aChainOfNoneIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> CredentialRealm.firstOf(List.of()));
  }

  private final class Scripted implements CredentialRealm {

    private final String name;
    private final String verdict;
    private String basis = "";
    private boolean available = true;
    private Set<String> schemes = Set.of(BASIC);
    private Runnable whileAsked = () -> {};

    Scripted(String name, String verdict) {
      this.name = name;
      this.verdict = verdict;
    }

    @Override
    public Verdict verify(Credentials credentials) {
      asked.add(name);
      whileAsked.run();
      return switch (verdict) {
        case "Accepted" ->
            new Verdict.Accepted(name, Set.of()).rememberedFor(Duration.ofMinutes(5), basis);
        case "Rejected" -> new Verdict.Rejected();
        case "Unknown" -> new Verdict.Unknown();
        default -> new Verdict.Unavailable();
      };
    }

    @Override
    public String basis(Credentials credentials) {
      return basis;
    }

    @Override
    public boolean isAvailable() {
      return available;
    }

    @Override
    public Set<String> schemes() {
      return schemes;
    }
  }
}
