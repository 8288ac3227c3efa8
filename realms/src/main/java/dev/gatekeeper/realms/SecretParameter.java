package dev.gatekeeper.realms;

import dev.gatekeeper.auth.ParameterException;
import dev.gatekeeper.auth.ParameterName;
import dev.gatekeeper.auth.ParameterValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A secret that people write as it is, or that is in a file, as those of Docker and Kubernetes are.
 *
 * @param text the parameter with the secret
 * @param file the parameter with the absolute path of a file in its place
 */
public record SecretParameter(ParameterName text, ParameterName file) {

  /**
   * Reads the secret. One line end at the end of a file is not a part of it.
   *
   * @param values the texts
   * @return the secret, or empty where neither is set
   * @throws ParameterException if both are set, or the file can't be read; the secret is not in it
   */
  public Optional<String> in(ParameterValues values) {
    Optional<String> written = values.value(text, secret -> secret);
    Optional<Path> path = values.file(file);
    if (path.isEmpty()) {
      return written;
    }
    if (written.isPresent()) {
      throw refused(path.get(), text.parameterName() + " is set, too; only one counts");
    }
    try {
      return Optional.of(Files.readString(path.get()).replaceFirst("\\R\\z", ""));
    } catch (IOException e) {
      throw refused(path.get(), "it can't be read");
    }
  }

  private ParameterException refused(Path path, String why) {
    return new ParameterException(file.parameterName(), path.toString(), why);
  }
}
