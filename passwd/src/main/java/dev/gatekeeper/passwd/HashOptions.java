package dev.gatekeeper.passwd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatekeeper.auth.hash.HashPolicy;
import dev.gatekeeper.auth.hash.PasswordHasher;
import dev.gatekeeper.passwd.Failure.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says how a password is hashed. Of several formats the last counts, as with htpasswd. */
final class HashOptions {

  private static final int MIN_COST = 4;

  /** As htpasswd has it: Apache reads no more. */
  private static final int MAX_COST = 17;

  private static final int BCRYPT_BYTES = 72;
  private static final int DEFAULT_ROUNDS = 5_000;

  private enum Format {
    BCRYPT,
    APR1,
    SHA256,
    SHA512
  }

  private Format format = Format.BCRYPT;
  private boolean refused;

  @Option(
      order = 12,
      names = {"-C", "--cost"},
      paramLabel = "COST",
      description = "Cost of bcrypt, 4 to 17; each step doubles the time (default: 10).")
  private @Nullable Integer cost;

  @Option(
      order = 15,
      names = {"-r", "--rounds"},
      paramLabel = "ROUNDS",
      description = "Rounds of -2 and -5, 1000 to 1000000 (default: 5000).")
  private @Nullable Integer rounds;

  @Option(
      order = 11,
      names = {"-B", "--bcrypt"},
      description = "Hash with bcrypt (default).")
  void bcrypt(boolean chosen) {
    choose(chosen, Format.BCRYPT);
  }

  @Option(
      order = 13,
      names = {"-5", "--sha512"},
      description = "Hash with SHA-512 crypt.")
  void sha512(boolean chosen) {
    choose(chosen, Format.SHA512);
  }

  @Option(
      order = 14,
      names = {"-2", "--sha256"},
      description = "Hash with SHA-256 crypt.")
  void sha256(boolean chosen) {
    choose(chosen, Format.SHA256);
  }

  @Option(
      order = 16,
      names = {"-m", "--apr1"},
      description = "Hash with Apache's MD5, which is guessed fast once it gets out.")
  void apr1(boolean chosen) {
    choose(chosen, Format.APR1);
  }

  @Option(
      order = 17,
      names = {"-d", "-s", "-p"},
      description = "DES crypt, plain SHA-1 and plain text: not made, since they protect nothing.")
  void unsafe(boolean chosen) {
    refused |= chosen;
  }

  private void choose(boolean chosen, Format choice) {
    if (chosen) {
      format = choice;
    }
  }

  /** Made before anyone is asked for a password, since the options may be wrong. */
  PasswordHasher hasher() {
    if (refused) {
      throw new Failure(
          Kind.SYNTAX,
          "DES crypt (-d), unsalted SHA-1 (-s) and plain text (-p) protect no password;"
              + " without the flag it is hashed with bcrypt.");
    }
    try {
      return switch (format) {
        case BCRYPT -> bcrypt();
        case APR1 -> PasswordHasher.apr1();
        case SHA256 -> PasswordHasher.sha256Crypt(roundsOrDefault());
        case SHA512 -> PasswordHasher.sha512Crypt(roundsOrDefault());
      };
    } catch (IllegalArgumentException e) {
      throw new Failure(Kind.SYNTAX, e.getMessage());
    }
  }

  private PasswordHasher bcrypt() {
    if (cost == null) {
      return PasswordHasher.bcrypt();
    }
    if (cost < MIN_COST || cost > MAX_COST) {
      throw new Failure(
          Kind.SYNTAX,
          "the bcrypt cost is %d; it must be from %d to %d.".formatted(cost, MIN_COST, MAX_COST));
    }
    return PasswordHasher.bcrypt(cost);
  }

  private int roundsOrDefault() {
    return rounds == null ? DEFAULT_ROUNDS : rounds;
  }

  /** What people may not expect of what they asked for. */
  List<String> warnings(String password) {
    List<String> warnings = new ArrayList<>();
    boolean bcrypt = format == Format.BCRYPT;
    boolean sha = format == Format.SHA256 || format == Format.SHA512;
    if (cost != null && !bcrypt) {
      warnings.add("-C counts for bcrypt alone and is ignored.");
    }
    if (rounds != null && !sha) {
      warnings.add("-r counts for -2 and -5 alone and is ignored.");
    }
    if (bcrypt && cost != null && cost > HashPolicy.DEFAULT.maxBcryptCost()) {
      warnings.add(
          "the gatekeeper reads bcrypt costs up to "
              + HashPolicy.DEFAULT.maxBcryptCost()
              + ", unless its HashPolicy allows more.");
    }
    if (bcrypt && password.getBytes(UTF_8).length > BCRYPT_BYTES) {
      warnings.add("bcrypt takes the first 72 bytes of a password; the rest does not count.");
    }
    if (password.isEmpty()) {
      warnings.add("the password is empty.");
    }
    return warnings;
  }
}
