package dev.gatekeeper.realms.oidc.session;

import dev.gatekeeper.auth.ParameterException;
import dev.gatekeeper.auth.ParameterValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How long people stay signed in, and by which key.
 *
 * <table>
 * <caption>The parameters</caption>
 * <tr><th>name</th><th>meaning</th></tr>
 * <tr><td>{@code oidc-session-idle}</td><td>how long without a request, 8 hours</td></tr>
 * <tr><td>{@code oidc-session-lifetime}</td><td>how long in all, 24 hours</td></tr>
 * <tr><td>{@code oidc-session-key-file}</td><td>absolute path of the keys: 32 bytes, or lines with
 *     base64 of 32 bytes each, of which the first seals and all open; without it a key is made, and
 *     sessions end with the process</td></tr>
 * </table>
 *
 * <p>This class is immutable and thread-safe.
 */
public final class SessionParameters {

  /** The names of all parameters. */
  public static final SortedSet<String> NAMES =
      Collections.unmodifiableSortedSet(
          Arrays.stream(SessionParameter.values())
              .map(SessionParameter::parameterName)
              .collect(Collectors.toCollection(TreeSet::new)));

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final int LARGEST_KEY_FILE = 10_000;

  private final Duration idle;
  private final Duration lifetime;
  private final SealingKeys keys;

  private SessionParameters(Duration idle, Duration lifetime, SealingKeys keys) {
    this.idle = idle;
    this.lifetime = lifetime;
    this.keys = keys;
  }

  /**
   * Reads and checks the parameters, and the file of keys.
   *
   * @param values by name
   * @return what they say
   * @throws ParameterException if a value, or the file, can't be used; no key is in the message
   */
  public static SessionParameters of(ParameterValues values) {
    return new SessionParameters(
        values.time(SessionParameter.OIDC_SESSION_IDLE, SHORTEST, Duration.ofHours(8)),
        values.time(SessionParameter.OIDC_SESSION_LIFETIME, SHORTEST, Duration.ofHours(24)),
        keys(values));
  }

  private static SealingKeys keys(ParameterValues values) {
    values.file(SessionParameter.OIDC_SESSION_KEY_FILE);
    return values
        .value(SessionParameter.OIDC_SESSION_KEY_FILE, text -> read(Path.of(text)))
        .orElseGet(SealingKeys::made);
  }

  private static SealingKeys read(Path file) {
    try {
      if (Files.size(file) > LARGEST_KEY_FILE) {
        throw new IllegalArgumentException("it is too large for a file of keys");
      }
      return SealingKeys.parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("it can't be read", e);
    }
  }

  Duration idle() {
    return idle;
  }

  Duration lifetime() {
    return lifetime;
  }

  SealingKeys keys() {
    return keys;
  }
}
