package dev.gatekeeper.proxy;

import static java.util.Objects.requireNonNull;

import dev.gatekeeper.realms.StoreFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import org.apache.hc.core5.ssl.SSLContextBuilder;

/**
 * Certificates, perhaps with a key, in a file: PKCS #12, JKS, or certificates as PEM.
 *
 * @param path of the file
 * @param password of the file; empty for PEM
 */
public record KeyStoreFile(Path path, String password) {

  /**
   * Checks that nothing is missing.
   *
   * @param path of the file
   * @param password of the file; empty for PEM
   */
  public KeyStoreFile {
    requireNonNull(path, "path");
    requireNonNull(password, "password");
  }

  /** Believes an upstream whose certificate is in this file, or was signed by one that is. */
  void trustIn(SSLContextBuilder tls) throws IOException, GeneralSecurityException {
    tls.loadTrustMaterial(load(), null);
  }

  /** Shows the upstream the certificate whose key is in this file. */
  void showIn(SSLContextBuilder tls) throws IOException, GeneralSecurityException {
    KeyStore store = load();
    boolean hasKey = false;
    for (String alias : Collections.list(store.aliases())) {
      hasKey |= store.isKeyEntry(alias);
    }
    if (!hasKey) {
      throw new GeneralSecurityException("it has no key");
    }
    tls.loadKeyMaterial(store, password.toCharArray());
  }

  private KeyStore load() throws IOException, GeneralSecurityException {
    return StoreFile.load(path, password);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return path.toString();
  }
}
