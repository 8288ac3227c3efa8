package dev.gatekeeper.realms.oidc;

import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.realms.GroupRoles;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the claims of a token mean.
 *
 * @param userNames claims with the user's name, of which the first that is there counts
 * @param groups the claim with the user's groups
 * @param roles what the groups give
 */
record Claims(List<String> userNames, String groups, GroupRoles roles) {

  Claims {
    userNames = List.copyOf(userNames);
  }

  /**
   * @throws InvalidTokenException if there is no name, or none that can be used
   */
  OidcUser user(Map<String, Object> claims) throws InvalidTokenException {
    return new OidcUser(name(claims), roles.of(groups(claims)));
  }

  private String name(Map<String, Object> claims) throws InvalidTokenException {
    for (String claim : userNames) {
      if (find(claim, claims) instanceof String name && !name.isEmpty()) {
        if (claim.equals("email") && Boolean.FALSE.equals(claims.get("email_verified"))) {
          throw new InvalidTokenException("its claim 'email' was never verified");
        }
        return usable(name, claim);
      }
    }
    throw new InvalidTokenException("it has no name in " + userNames);
  }

  private static String usable(String name, String claim) throws InvalidTokenException {
    try {
      return new Credentials.Password(name, "").user();
    } catch (IllegalArgumentException e) {
      throw new InvalidTokenException("its claim '" + claim + "' is no name: " + e.getMessage());
    }
  }

  private Set<String> groups(Map<String, Object> claims) {
    Object value = find(groups, claims);
    Set<String> names = new HashSet<>();
    if (value instanceof String text) {
      names.addAll(List.of(text.strip().split("\\s+", -1)));
    } else if (value instanceof Collection<?> several) {
      several.forEach(each -> names.add(String.valueOf(each)));
    }
    return names;
  }

  /** A claim of that very name, such as one that is a URL, or one within others. */
  private static @Nullable Object find(String path, Map<?, ?> claims) {
    Object whole = claims.get(path);
    int dot = path.indexOf('.');
    if (whole != null || dot < 0) {
      return whole;
    }
    return claims.get(path.substring(0, dot)) instanceof Map<?, ?> within
        ? find(path.substring(dot + 1), within)
        : null;
  }
}
