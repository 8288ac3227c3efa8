package dev.gatekeeper.realms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/** Certificates, and keys where the format has them, in a file: PEM, PKCS #12 or JKS. */
public final class StoreFile {

  private static final String PEM = "-----BEGIN ";
  private static final int ENOUGH_TO_SEE_PEM = 64 * 1024;

  private StoreFile() {}

  /**
   * Reads a file.
   *
   * @param path of the file
   * @param password of the file; empty for PEM
   * @return what is in it; of PEM the certificates alone
   * @throws IOException if it can't be read
   * @throws GeneralSecurityException if it is of none of these formats, or has another password
   */
  public static KeyStore load(Path path, String password)
      throws IOException, GeneralSecurityException {
    return isPem(path)
        ? ofCertificates(path)
        : KeyStore.getInstance(path.toFile(), password.toCharArray());
  }

  private static boolean isPem(Path path) throws IOException {
    try (InputStream file = Files.newInputStream(path)) {
      return new String(file.readNBytes(ENOUGH_TO_SEE_PEM), ISO_8859_1).contains(PEM);
    }
  }

  private static KeyStore ofCertificates(Path path) throws IOException, GeneralSecurityException {
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
}
