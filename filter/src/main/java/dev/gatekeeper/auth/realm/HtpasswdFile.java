package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.hash.PasswordHash;
import dev.gatekeeper.auth.hash.UnusableHashException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.jspecify.annotations.Nullable;

/**
 * The users and hashes of an htpasswd file: lines of {@code user:hash}, perhaps {@code :comment}.
 */
final class HtpasswdFile {

  /**
   * A dollar sign at the end alone is that of a machine's account. The last is DES crypt's shape,
   * but for a plain word such as {@code administrator}.
   */
  private static final Pattern LIKE_A_HASH =
      Pattern.compile("(?s).*[${].+|(?![a-z]+$)[./A-Za-z0-9]{13}");

  private static final byte[] DECOY_KEY = new byte[32];

  static {
    new SecureRandom().nextBytes(DECOY_KEY);
  }

  private final Map<String, Entry> entries;
  private final List<PasswordHash> decoys;

  private HtpasswdFile(Map<String, Entry> entries) {
    this.entries = entries;
    this.decoys = entries.values().stream().flatMap(Entry::usable).toList();
  }

  static HtpasswdFile parse(TextLines lines, WatchedFile.Problems problems, HashPolicy policy) {
    Map<String, Entry> entries = new HashMap<>();
    lines.forEach(
        (number, line) -> {
          String[] fields = line.split(":", 3);
          String user = fields[0];
          String violation = NameRule.violationBy(user);
          if (fields.length < 2) {
            problems.at(number, "there is no colon between user and hash");
          } else if (violation != null) {
            problems.at(number, "the user name " + violation);
          } else if (entries.containsKey(user)) {
            problems.at(number, named(user) + " has a line above, which counts");
          } else {
            entries.put(
                user,
                Entry.of(
                    fields[1],
                    policy,
                    why -> problems.at(number, named(user) + " can't log in: " + why)));
          }
        },
        problems);
    return new HtpasswdFile(entries);
  }

  /** Where the columns are mixed up, a hash stands in the name's place, and belongs in no log. */
  private static String named(String user) {
    return LIKE_A_HASH.matcher(user).matches() ? "the user" : "user '" + user + "'";
  }

  /** Whether the user has a line, be its hash usable or not. */
  boolean knows(String user) {
    return entries.containsKey(user);
  }

  /** The user's hash; null if there is none that can be used. */
  @Nullable PasswordHash hashOf(String user) {
    Entry entry = entries.get(user);
    return entry == null ? null : entry.hash();
  }

  /** The user's hash as it stands in the file; empty for a user who is not there. */
  String hashTextOf(String user) {
    Entry entry = entries.get(user);
    return entry == null ? "" : entry.text();
  }

  /**
   * A hash for a name that is not in the file, so that its check costs the time of one that is.
   * Always the same for one name, since a known name does not change its cost either; null if the
   * file has no user at all.
   */
  @Nullable PasswordHash decoyFor(String user) {
    if (decoys.isEmpty()) {
      return null;
    }
    byte[] mac = new HmacUtils(HmacAlgorithms.HMAC_SHA_256, DECOY_KEY).hmac(user.getBytes(UTF_8));
    return decoys.get(Math.floorMod(ByteBuffer.wrap(mac).getInt(), decoys.size()));
  }

  /** The hash of one user, as text and as what it means, if it means anything. */
  private record Entry(String text, @Nullable PasswordHash hash) {

    static Entry of(String text, HashPolicy policy, Consumer<String> problem) {
      try {
        return new Entry(text, PasswordHash.parse(text, policy));
      } catch (UnusableHashException e) {
        problem.accept(requireNonNull(e.getMessage()));
        return new Entry(text, null);
      }
    }

    Stream<PasswordHash> usable() {
      return Stream.ofNullable(hash);
    }

    @Override
    public String toString() {
      return "Entry";
    }
  }
}
