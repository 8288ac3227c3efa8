package dev.gatekeeper.proxy.config;

import dev.gatekeeper.auth.FilterParameters;
import dev.gatekeeper.auth.ParameterValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which realms there are, in the order in which they are asked.
 *
 * @param kinds each at most once, at least one
 */
record RealmSettings(List<Kind> kinds) {

  /** A realm that {@code gatekeeper.realms} can name. */
  enum Kind {
    HTPASSWD;

    String lowerCaseName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static RealmSettings of(ParameterValues values) {
    return new RealmSettings(
        values.value(Setting.REALMS, RealmSettings::kinds).orElse(List.of(Kind.HTPASSWD)));
  }

  private static List<Kind> kinds(String text) {
    List<Kind> kinds = new ArrayList<>();
    for (String name : text.trim().split("[,\\s]+", -1)) {
      Kind kind = kind(name);
      if (kinds.contains(kind)) {
        throw new IllegalArgumentException("it names " + name + " twice");
      }
      kinds.add(kind);
    }
    return List.copyOf(kinds);
  }

  private static Kind kind(String name) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.lowerCaseName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no realm '" + name + "'; known are " + names()));
  }

  private static String names() {
    return Arrays.stream(Kind.values()).map(Kind::lowerCaseName).collect(Collectors.joining(", "));
  }

  /**
   * Opens the realms; one whose provider is down is open all the same, and lets nobody in.
   *
   * @param filter knows the password file
   */
  OpenRealms open(FilterParameters filter) {
    OpenRealms.Builder realms = new OpenRealms.Builder(kinds);
    for (Kind kind : kinds) {
      switch (kind) {
        case HTPASSWD -> realms.htpasswd(filter.openRealm());
      }
    }
    return realms.build();
  }
}
