package dev.gatekeeper.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import org.apache.hc.core5.ssl.SSLContextBuilder;

/**
 * Certificates, perhaps with a key, in a file: PKCS #12, JKS, or certificates as PEM.
 *
 * @param path of the file
 * @param password of the file; empty for PEM
 */
public record KeyStoreFile(Path path, String password) {

  private static final String PEM = "-----BEGIN ";

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
    return isPem() ? ofCertificates() : KeyStore.getInstance(path.toFile(), password.toCharArray());
  }

  private boolean isPem() throws IOException {
    try (InputStream file = Files.newInputStream(path)) {
      byte[] start = file.readNBytes(64 * 1024);
      return new String(start, ISO_8859_1).contains(PEM);
    }
  }

  private KeyStore ofCertificates() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream file = Files.newInputStream(path)) {
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(file)) {
        store.setCertificateEntry("certificate-" + number, certificate);
        number++;
      }
    }
    return store;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return path.toString();
  }
}
