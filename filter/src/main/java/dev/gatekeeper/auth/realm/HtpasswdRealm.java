package dev.gatekeeper.auth.realm;

import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.hash.PasswordHash;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The users of an Apache htpasswd file, and their groups from an htgroup file as roles.
 *
 * <p>Reads every hash that Apache httpd and nginx read, within a {@link HashPolicy}. A change of a
 * file counts within half a second. An unknown name costs as much time as a known one.
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

  private final @Nullable WatchedFile<HtpasswdFile> users;
  private final @Nullable WatchedFile<HtgroupFile> groups;

  private HtpasswdRealm(Builder builder) {
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
    return path == null ? null : new WatchedFile<>(path, parser, System::nanoTime);
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
  public Verdict verify(String user, String password) {
    HtpasswdFile passwords = users == null ? null : users.current();
    if (passwords == null) {
      return new Verdict.Unavailable();
    }
    Set<String> roles = Set.of();
    if (groups != null) {
      HtgroupFile members = groups.current();
      if (members == null) {
        return new Verdict.Unavailable();
      }
      roles = members.groupsOf(user);
    }
    return matches(passwords, user, password)
        ? new Verdict.Accepted(user, roles)
        : new Verdict.Rejected();
  }

  @Override
  public boolean isAvailable() {
    return users != null && users.current() != null && (groups == null || groups.current() != null);
  }

  private static boolean matches(HtpasswdFile passwords, String user, String password) {
    PasswordHash own = passwords.hashOf(user);
    PasswordHash checked = own == null ? passwords.decoyFor(user) : own;
    return checked != null && checked.matches(password) && own != null;
  }

  /** Builds an {@link HtpasswdRealm}; not thread-safe. */
  public static final class Builder {

    private @Nullable Path htpasswdFile;
    private @Nullable Path htgroupFile;
    private HashPolicy hashPolicy = HashPolicy.DEFAULT;

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
