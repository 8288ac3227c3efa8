package dev.gatekeeper.auth.realm;

import java.util.List;
import java.util.Set;

/**
 * Tells right credentials from wrong ones. Implementations are thread-safe.
 *
 * <p>A realm need not be fast: what it accepts can be remembered for it, many logins of one user at
 * once are asked once, and only a few checks run at a time. It says in {@link Verdict.Accepted} how
 * long it may be remembered, and with {@link #basis} what voids it before.
 */
@FunctionalInterface
public interface CredentialRealm {

  /** The scheme of names and passwords (RFC 7617), in lower case. */
  String BASIC = "basic";

  /**
   * Checks credentials; may block.
   *
   * @param credentials of one of the {@link #schemes}
   * @return the verdict; wrong credentials are a verdict, and so is a realm that is out of order
   */
  Verdict verify(Credentials credentials);

  /**
   * What a verdict on these credentials rests on at the moment, such as the user's line of a file.
   * A remembered verdict holds only as long as this equals its {@link Verdict.Accepted#basis()}.
   * Asked for every request, so it must be fast and must not block.
   *
   * @param credentials of one of the {@link #schemes}
   * @return anything that changes when the verdict might; may be a secret, and is never written
   */
  default String basis(Credentials credentials) {
    return "";
  }

  /**
   * Whether this realm can tell right from wrong at all; asked for every request, so it must be
   * fast and must not block.
   *
   * @return false if every verdict would be {@link Verdict.Unavailable}, whatever the credentials
   */
  default boolean isAvailable() {
    return true;
  }

  /**
   * The authentication schemes whose credentials this realm understands: {@value #BASIC} brings
   * {@link Credentials.Password}, any other {@link Credentials.Token}.
   *
   * @return names in lower case; {@value #BASIC} alone unless overridden
   */
  default Set<String> schemes() {
    return Set.of(BASIC);
  }

  /**
   * Asks several realms one after another. A later one is asked only for a user that every earlier
   * one says it does not know; where one is out of order, nobody behind it gets in. So an unknown
   * user costs a check in each, and the time of a refusal may tell which realm knows a user.
   *
   * @param realms at least one
   * @return a realm that stands for all
   * @throws IllegalArgumentException if there is none
   */
  static CredentialRealm firstOf(List<CredentialRealm> realms) {
    return new RealmChain(realms);
  }
}
