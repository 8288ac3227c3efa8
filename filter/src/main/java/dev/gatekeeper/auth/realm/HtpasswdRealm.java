package dev.gatekeeper.auth.realm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.hash.PasswordHash;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The users of an Apache htpasswd file, and their groups from an htgroup file as roles.
 *
 * <p>Reads every hash that Apache httpd and nginx read, within a {@link HashPolicy}. A change of a
 * file counts within half a second, or at once after {@link #refresh}. An unknown name costs as
 * much time as a known one.
 *
 * <p>Without a readable htpasswd file, or htgroup file where one is named, every verdict is {@link
 * Verdict.Unavailable}; once a file has been read, its last good content stays in force.
 *
 * <p>This class is thread-safe.
 *
 * @see <a href="https://httpd.apache.org/docs/2.4/programs/htpasswd.html">htpasswd</a>
 * @see <a href="https://httpd.apache.org/docs/2.4/mod/mod_authz_groupfile.html">htgroup</a>
 */
public final class HtpasswdRealm implements CredentialRealm {

  private static final System.Logger LOG = System.getLogger(HtpasswdRealm.class.getName());

  /** Anything longer costs more to hash than any person's password is worth. */
  private static final int MAX_PASSWORD_BYTES = 1024;

  private final @Nullable WatchedFile<HtpasswdFile> users;
  private final @Nullable WatchedFile<HtgroupFile> groups;
  private final BiPredicate<PasswordHash, String> check;

  private HtpasswdRealm(Builder builder) {
    check = builder.check;
    HashPolicy policy = builder.hashPolicy;
    users =
        watch(
            builder.htpasswdFile, (lines, problems) -> HtpasswdFile.parse(lines, problems, policy));
    groups = watch(builder.htgroupFile, HtgroupFile::parse);
    if (users == null) {
      LOG.log(
          System.Logger.Level.ERROR,
          "No htpasswd file is configured: every request is answered 503.");
    }
  }

  private static <T> @Nullable WatchedFile<T> watch(
      @Nullable Path path, WatchedFile.Parser<T> parser) {
    return path == null ? null : new WatchedFile<>(path, parser);
  }

  /**
   * Starts to build a realm.
   *
   * @return a builder without any file
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Verdict verify(Credentials credentials) {
    Snapshot files = snapshot();
    if (files == null) {
      return new Verdict.Unavailable();
    }
    if (!(credentials instanceof Credentials.Password login)) {
      return new Verdict.Unknown();
    }
    String user = login.user();
    if (matches(files.users(), user, login.password())) {
      return new Verdict.Accepted(
          user, files.groups(user), Verdict.Accepted.WHILE_BASIS_HOLDS, files.basis(user));
    }
    return files.users().knows(user) ? new Verdict.Rejected() : new Verdict.Unknown();
  }

  /** The user's hash and groups as they stand in the files. */
  @Override
  public String basis(Credentials credentials) {
    Snapshot files = snapshot();
    return files != null && credentials instanceof Credentials.Password login
        ? files.basis(login.user())
        : "";
  }

  @Override
  public boolean isAvailable() {
    return snapshot() != null;
  }

  /**
   * Reads the files now, for one who has just changed them: once this returns, what they hold
   * counts. Blocks some milliseconds where there is a change.
   */
  public void refresh() {
    Stream.of(users, groups).filter(Objects::nonNull).forEach(WatchedFile::refresh);
  }

  private @Nullable Snapshot snapshot() {
    HtpasswdFile passwords = users == null ? null : users.current();
    HtgroupFile members = groups == null ? HtgroupFile.EMPTY : groups.current();
    return passwords == null || members == null ? null : new Snapshot(passwords, members);
  }

  /** One hash for each case, so that the time tells nothing. */
  private boolean matches(HtpasswdFile users, String user, String password) {
    PasswordHash own = users.hashOf(user);
    // chosen for known users too, since that takes its time
    PasswordHash decoy = users.decoyFor(user);
    PasswordHash checked = own == null ? decoy : own;
    if (checked == null) {
      return false;
    }
    boolean usable = isUsable(password);
    boolean matches = check.test(checked, usable ? password : "");
    return matches && usable && own != null;
  }

  private static boolean isUsable(String password) {
    return password.indexOf('\0') < 0 && password.getBytes(UTF_8).length <= MAX_PASSWORD_BYTES;
  }

  /** Both files as they are at one moment, so that a verdict and its basis can't differ. */
  private record Snapshot(HtpasswdFile users, HtgroupFile members) {

    Set<String> groups(String user) {
      return members.groupsOf(user);
    }

    String basis(String user) {
      return users.hashTextOf(user) + '\n' + members.textOf(user);
    }
  }

  /** Builds an {@link HtpasswdRealm}; not thread-safe. */
  public static final class Builder {

    private @Nullable Path htpasswdFile;
    private @Nullable Path htgroupFile;
    private HashPolicy hashPolicy = HashPolicy.DEFAULT;
    private BiPredicate<PasswordHash, String> check = PasswordHash::matches;

    private Builder() {}

    /**
     * Names the file of users and hashes.
     *
     * @param path the file; it may come into being later
     * @return this builder
     */
    public Builder htpasswdFile(Path path) {
      htpasswdFile = path;
      return this;
    }

    /**
     * Names the file of groups, which become the users' roles.
     *
     * @param path the file; it may come into being later
     * @return this builder
     */
    public Builder htgroupFile(Path path) {
      htgroupFile = path;
      return this;
    }

    /**
     * Says which hashes are too costly, and whether plain text counts.
     *
     * @param policy the policy; without this call {@link HashPolicy#DEFAULT}
     * @return this builder
     */
    public Builder hashPolicy(HashPolicy policy) {
      hashPolicy = policy;
      return this;
    }

    /** For tests that count. */
    Builder check(BiPredicate<PasswordHash, String> check) {
      this.check = check;
      return this;
    }

    /**
     * Builds the realm and reads its files; what can't be read is logged.
     *
     * @return a realm
     */
    public HtpasswdRealm build() {
      return new HtpasswdRealm(this);
    }
  }
}
