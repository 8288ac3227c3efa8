package dev.gatekeeper.proxy.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whose a user is who is not the password file's. No realm is asked for all its users, so these are
 * the ones who have signed in since the gate started, and of very many only the latest.
 *
 * <p>This class is thread-safe.
 */
public final class SignedInUsers {

  /** The realm whose users the account pages change. */
  public static final String OF_THE_FILE = "htpasswd";

  private static final int MAX_USERS = 1_000;

  private final List<String> realms;
  private final Cache<String, SignedInUser> users =
      Caffeine.newBuilder().maximumSize(MAX_USERS).executor(Runnable::run).build();

  /**
   * Makes an empty list.
   *
   * @param realms the names of all realms, in the order in which they are asked
   */
  public SignedInUsers(List<String> realms) {
    this.realms = List.copyOf(realms);
  }

  /**
   * Notes whom a realm has let in.
   *
   * @param user the name by which the realm knows the user
   * @param realm its name, not {@value #OF_THE_FILE}
   * @param groups the user's groups that are roles
   */
  public void note(String user, String realm, Set<String> groups) {
    users.put(user, new SignedInUser(user, realm, groups));
  }

  /** Notes who is there by a session that no realm here has verified, such as another gate's. */
  void noteCaller(String user, Set<String> groups) {
    users
        .asMap()
        .compute(
            user,
            (name, known) ->
                new SignedInUser(name, known == null ? others() : known.realm(), groups));
  }

  /** Whether anyone can be somebody else's than the file's. */
  boolean hasOthers() {
    return !others().isEmpty();
  }

  /** The names of all realms but the file, such as "ldap or oidc"; empty if there are none. */
  String others() {
    return String.join(
        " or ", realms.stream().filter(realm -> !realm.equals(OF_THE_FILE)).toList());
  }

  /** Those who are not the file's, by name; of two with one name, it is who is asked first. */
  Map<String, SignedInUser> beside(Set<String> usersOfTheFile) {
    Map<String, SignedInUser> beside = new TreeMap<>();
    for (SignedInUser user : users.asMap().values()) {
      if (!usersOfTheFile.contains(user.name()) || isAskedBeforeTheFile(user.realm())) {
        beside.put(user.name(), user);
      }
    }
    return beside;
  }

  private boolean isAskedBeforeTheFile(String realm) {
    int place = realms.indexOf(realm);
    return place >= 0 && place < realms.indexOf(OF_THE_FILE);
  }
}
