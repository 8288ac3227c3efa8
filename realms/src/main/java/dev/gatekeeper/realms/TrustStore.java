package dev.gatekeeper.realms;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The certificate authorities, or certificates, that a provider's TLS is checked against.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class TrustStore {

  private final SSLContext context;

  private TrustStore(@Nullable KeyStore certificates) throws GeneralSecurityException {
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(certificates);
    context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
  }

  /**
   * Believes whom the JDK believes.
   *
   * @return the JDK's own certificate authorities
   */
  public static TrustStore ofJdk() {
    try {
      return new TrustStore(null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  /**
   * Believes the certificates in a file, and no other.
   *
   * @param path a file of certificates as PEM, PKCS #12 or JKS
   * @param password of the file; empty for PEM
   * @return what is in it
   * @throws IllegalArgumentException if it can't be used; the message is a clause that says why
   */
  public static TrustStore load(Path path, String password) {
    try {
      KeyStore store = StoreFile.load(path, password);
      if (!hasCertificate(store)) {
        throw new IllegalArgumentException("it has no certificate to believe");
      }
      return new TrustStore(store);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("it can't be loaded: " + e.getMessage(), e);
    }
  }

  /** Others are shown to the peer, and not believed. */
  private static boolean hasCertificate(KeyStore store) throws GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.isCertificateEntry(alias)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The client's side of TLS. Names of hosts are left to whoever connects.
   *
   * @return a context without a certificate of its own
   */
  public SSLContext context() {
    return context;
  }
}
