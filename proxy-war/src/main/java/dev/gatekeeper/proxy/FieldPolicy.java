package dev.gatekeeper.proxy;

import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.proxy.origin.PublicOrigins;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an upstream learns from the fields of a request, where proxies differ in taste.
 *
 * @param trustedProxies whose X-Forwarded-* fields are believed; upstream goes one client address,
 *     never a chain
 * @param origins whose pages are the gate's own, so that the upstream need not know of them
 * @param withheld names of fields that this upstream must not get from a client, beside those that
 *     no upstream gets
 * @param admitted names of fields that pass although they have other characters than letters,
 *     digits and dashes
 * @param userField the field in which the upstream learns the user's name, if it shall
 * @param forwarded whether it gets a Forwarded field (RFC 7239), too
 */
public record FieldPolicy(
    TrustedProxies trustedProxies,
    PublicOrigins origins,
    Set<String> withheld,
    Set<String> admitted,
    Optional<String> userField,
    boolean forwarded) {

  /**
   * Checks the names, whose case does not count.
   *
   * @param trustedProxies see above
   * @param origins see above
   * @param withheld see above
   * @param admitted see above
   * @param userField see above; only letters, digits and dashes, and no field that HTTP or the
   *     proxy uses
   * @param forwarded see above
   * @throws IllegalArgumentException if a name is none, or the user's field can't be used
   */
  public FieldPolicy {
    withheld = lowerCase(withheld);
    admitted = lowerCase(admitted);
    userField = userField.map(FieldPolicy::checkUserField);
  }

  private static Set<String> lowerCase(Collection<String> names) {
    for (String name : names) {
      if (name.isEmpty() || !AsciiSet.TOKEN.hasAll(name)) {
        throw new IllegalArgumentException("'" + name + "' is no name of a field");
      }
    }
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  private static String checkUserField(String name) {
    if (!FieldRules.mayCarryUser(name)) {
      throw new IllegalArgumentException(
          "it must be a name of letters, digits and dashes that is not in use, such as"
              + " X-Forwarded-User");
    }
    return name;
  }

  /**
   * Lets fields with unusual names pass.
   *
   * @param names of fields
   * @return a copy that does
   * @throws IllegalArgumentException if one is no name of a field
   */
  public FieldPolicy admitting(Set<String> names) {
    return new FieldPolicy(trustedProxies, origins, withheld, names, userField, forwarded);
  }

  /**
   * Tells the upstream the user's name.
   *
   * @param field in which it is told
   * @return a copy that does
   * @throws IllegalArgumentException if the field can't be used
   */
  public FieldPolicy telling(String field) {
    return new FieldPolicy(
        trustedProxies, origins, withheld, admitted, Optional.of(field), forwarded);
  }

  /** Whether a field of a client's request goes on as it came. */
  boolean passesUp(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return FieldRules.passesUp(lower, admitted)
        && !withheld.contains(lower)
        && !(userField.isPresent() && userField.get().equalsIgnoreCase(name));
  }
}
