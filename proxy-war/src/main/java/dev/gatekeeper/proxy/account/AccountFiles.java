package dev.gatekeeper.proxy.account;

import dev.gatekeeper.auth.hash.HashPolicy;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the accounts are.
 *
 * @param htpasswd users and hashes, if there are any
 * @param htgroup the groups that are roles
 * @param policy which hashes let their owner in
 * @param changed called after each change, so that it counts with the next request; may block
 */
public record AccountFiles(
    Optional<Path> htpasswd, Optional<Path> htgroup, HashPolicy policy, Runnable changed) {

  /** Where all users are those of other realms. */
  public static final AccountFiles NONE =
      new AccountFiles(Optional.empty(), Optional.empty(), HashPolicy.DEFAULT, () -> {});
}
