package dev.gatekeeper.proxy.origin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The origins (RFC 6454 7) whose pages are the gate's own: those that are listed, else the host and
 * port that a request was sent to.
 *
 * @param listed origins, perhaps none
 */
public record PublicOrigins(Set<String> listed) {

  /** The host and port of each request. */
  public static final PublicOrigins OF_THE_REQUEST = new PublicOrigins(Set.of());

  private static final Pattern ORIGIN = Pattern.compile("(https?)://([^/?#@,\\s]+)");

  /**
   * Checks the origins, and leaves default ports out.
   *
   * @param listed origins, perhaps none
   * @throws IllegalArgumentException if one is none; the message is a clause that names it
   */
  public PublicOrigins {
    listed = listed.stream().map(PublicOrigins::checked).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads a list of origins.
   *
   * @param list such as {@code https://mlflow.example.com}, divided by commas or white space
   * @return the origins
   * @throws IllegalArgumentException if an entry is none; the message is a clause that names it
   */
  public static PublicOrigins parse(String list) {
    return new PublicOrigins(
        Arrays.stream(list.trim().split("[,\\s]+")).collect(Collectors.toSet()));
  }

  private static String checked(String entry) {
    Matcher origin = ORIGIN.matcher(entry);
    if (!origin.matches()) {
      throw new IllegalArgumentException(
          "'" + entry + "' is no origin such as https://mlflow.example.com, without a path");
    }
    return origin.group(1) + "://" + authority(origin);
  }

  /**
   * Whether a page of one of these origins sent a request. Unless origins are listed, the scheme
   * does not count: where TLS ends in front of the container, it sees http and the browser https.
   *
   * @param origin value of the Origin field
   * @param host and perhaps port that the request was sent to; null if it names none
   * @return whether it is the gate's own
   */
  public boolean contain(String origin, @Nullable String host) {
    Matcher sender = ORIGIN.matcher(origin);
    if (!sender.matches()) {
      return false;
    }
    return listed.isEmpty()
        ? host != null && authority(sender).equals(withoutDefaultPort(host, sender.group(1)))
        : listed.contains(sender.group(1) + "://" + authority(sender));
  }

  private static String authority(Matcher origin) {
    return withoutDefaultPort(origin.group(2), origin.group(1));
  }

  private static String withoutDefaultPort(String authority, String scheme) {
    String lower = authority.toLowerCase(Locale.ROOT);
    String port = scheme.equals("https") ? ":443" : ":80";
    return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
  }
}
