package dev.gatekeeper.auth.realm;

import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.hash.PasswordHash;
import dev.gatekeeper.auth.hash.PasswordHasher;
import dev.gatekeeper.auth.hash.UnusableHashException;
import dev.gatekeeper.auth.realm.RawLines.Line;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What an htpasswd file holds, to be changed by a {@link FileEditor}: lines of {@code user:hash},
 * perhaps {@code :comment}. Of a user's lines the first counts. What is not changed is kept byte
 * for byte. Immutable and thread-safe; {@code toString} shows no hash.
 *
 * @see <a href="https://httpd.apache.org/docs/2.4/programs/htpasswd.html">htpasswd</a>
 */
public final class HtpasswdContent {

  /** Holds a new hash to being one; what is too costly is for the reader to say. */
  private static final HashPolicy ANY_HASH =
      new HashPolicy(30, 1_000_000, HashPolicy.PlainText.REFUSED);

  private final RawLines lines;

  HtpasswdContent(RawLines lines) {
    this.lines = lines;
  }

  /**
   * What a new file begins with.
   *
   * @return a content without users
   */
  public static HtpasswdContent empty() {
    return new HtpasswdContent(RawLines.NONE);
  }

  /**
   * Checks a name that such a file is to hold, as one may before there is a hash for it.
   *
   * @param user the name
   * @throws IllegalArgumentException if it is empty or longer than 255 bytes, has a colon or a
   *     control character, begins or ends with white space or begins with {@code #}
   */
  public static void requireUserName(String user) {
    NameRule.require("user name", NameRule.violationBy(user));
  }

  RawLines lines() {
    return lines;
  }

  /**
   * The users, with or without a usable hash.
   *
   * @return their names in the order of the file; unmodifiable
   */
  public Set<String> users() {
    Set<String> users = new LinkedHashSet<>();
    for (Line line : lines.lines()) {
      String[] fields = fields(line);
      if (fields.length > 1 && NameRule.violationBy(fields[0]) == null) {
        users.add(fields[0]);
      }
    }
    return Collections.unmodifiableSet(users);
  }

  /**
   * The hash of a user.
   *
   * @param user the user's name
   * @param policy what is too costly, and whether plain text counts
   * @return the hash, or empty if there is no such user
   * @throws UnusableHashException if there is such a user, whose hash can't be used
   */
  public Optional<PasswordHash> hashOf(String user, HashPolicy policy)
      throws UnusableHashException {
    OptionalInt index = firstLineOf(user);
    return index.isEmpty()
        ? Optional.empty()
        : Optional.of(PasswordHash.parse(fields(lines.lines().get(index.getAsInt()))[1], policy));
  }

  /**
   * Where this looks like another kind of file.
   *
   * @return the number of the first line that has no colon though it is neither blank nor a
   *     comment, counted from 1; or empty
   */
  public OptionalInt lineWithoutColon() {
    List<Line> all = lines.lines();
    return IntStream.range(0, all.size())
        .filter(i -> fields(all.get(i)).length == 1)
        .map(i -> i + 1)
        .findFirst();
  }

  /**
   * Adds a user at the end, or replaces a user's hash where it stands; a comment after it stays.
   *
   * @param user the user's name
   * @param hash the hash, as {@link PasswordHasher} makes it
   * @return the content with that user and hash
   * @throws IllegalArgumentException if {@link #requireUserName} refuses the name; or if the hash
   *     is none that {@link PasswordHash} reads, or is plain text
   */
  public HtpasswdContent with(String user, String hash) {
    requireUserName(user);
    requireHash(hash);
    OptionalInt index = firstLineOf(user);
    if (index.isEmpty()) {
      return new HtpasswdContent(lines.withLine(user + ":" + hash));
    }
    Line line = lines.lines().get(index.getAsInt());
    return new HtpasswdContent(
        lines.withLine(index.getAsInt(), line.changedTo(withHash(line.bytes(), hash))));
  }

  private static void requireHash(String hash) {
    try {
      PasswordHash.parse(hash, ANY_HASH);
    } catch (UnusableHashException e) {
      throw new IllegalArgumentException("The new hash can't be used: " + e.getMessage() + ".", e);
    }
  }

  private static String withHash(String bytes, String hash) {
    int start = bytes.indexOf(':') + 1;
    int nextColon = bytes.indexOf(':', start);
    int end = nextColon < 0 ? RawLines.endOfText(bytes) : nextColon;
    return bytes.substring(0, start) + hash + bytes.substring(end);
  }

  /**
   * Removes a user, with all lines that the user has.
   *
   * @param user the user's name
   * @return the content without that user
   */
  public HtpasswdContent without(String user) {
    return new HtpasswdContent(
        lines.map(line -> Optional.of(line).filter(kept -> !isOf(user, kept))));
  }

  private OptionalInt firstLineOf(String user) {
    List<Line> all = lines.lines();
    return IntStream.range(0, all.size()).filter(i -> isOf(user, all.get(i))).findFirst();
  }

  private static boolean isOf(String user, Line line) {
    String[] fields = fields(line);
    return fields.length > 1 && fields[0].equals(user);
  }

  /** User, hash and comment; none where the line does not count. */
  private static String[] fields(Line line) {
    String text = line.text();
    return text == null ? new String[0] : text.split(":", 3);
  }

  @Override
  public String toString() {
    return "HtpasswdContent[lines=" + lines.lines().size() + "]";
  }
}
