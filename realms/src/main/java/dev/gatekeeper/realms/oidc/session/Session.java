package dev.gatekeeper.realms.oidc.session;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signed in, as the sealed cookie has it. Groups and ID token are left out: with
 * hundreds of groups they would not fit.
 *
 * @param id random; not secret
 * @param user the user's name
 * @param roles the user's roles
 * @param began when the user signed in
 * @param used when the cookie was written last
 * @param freshUntil when the provider is to be asked again
 * @param refreshToken by which it is asked; null if the provider gave none
 */
record Session(
    String id,
    String user,
    Set<String> roles,
    Instant began,
    Instant used,
    Instant freshUntil,
    @Nullable String refreshToken) {

  Session {
    roles = Set.copyOf(roles);
  }

  boolean isFresh(Instant now) {
    return now.isBefore(freshUntil);
  }

  Session usedAt(Instant now) {
    return new Session(id, user, roles, began, now, freshUntil, refreshToken);
  }

  Session withoutRefreshToken() {
    return new Session(id, user, roles, began, used, freshUntil, null);
  }

  /** The same session, with what the provider says of the user now. */
  Session renewed(SignedIn user, Instant now, Instant freshUntil) {
    return new Session(
        id,
        user.name(),
        user.roles(),
        began,
        now,
        freshUntil,
        user.refreshToken() == null ? refreshToken : user.refreshToken());
  }

  String toJson() {
    Map<String, Object> json = new TreeMap<>();
    json.put("id", id);
    json.put("user", user);
    json.put("roles", List.copyOf(new TreeSet<>(roles)));
    json.put("began", began.getEpochSecond());
    json.put("used", used.getEpochSecond());
    json.put("fresh", freshUntil.getEpochSecond());
    if (refreshToken != null) {
      json.put("refresh", refreshToken);
    }
    return JSONObjectUtils.toJSONString(json);
  }

  /** Reads what {@link #toJson} of this or an earlier version has written; else empty. */
  static Optional<Session> ofJson(String text) {
    try {
      Map<String, Object> json = JSONObjectUtils.parse(text);
      return Optional.of(
          new Session(
              JSONObjectUtils.getString(json, "id"),
              JSONObjectUtils.getString(json, "user"),
              Set.copyOf(JSONObjectUtils.getStringList(json, "roles")),
              instant(json, "began"),
              instant(json, "used"),
              instant(json, "fresh"),
              JSONObjectUtils.getString(json, "refresh")));
    } catch (ParseException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Instant instant(Map<String, Object> json, String name) throws ParseException {
    return Instant.ofEpochSecond(JSONObjectUtils.getLong(json, name));
  }

  /** The refresh token is a secret. */
  @Override
  public String toString() {
    return "Session[user=" + user + ", roles=" + roles + "]";
  }
}
