package dev.gatekeeper.proxy;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContextBuilder;

/** Makes the TLS side of connections to the upstream. The upstream's name is always checked. */
public final class UpstreamTls {

  private UpstreamTls() {}

  /**
   * Loads certificates and keys.
   *
   * @param trusted whom to believe; the JDK's certificate authorities without it
   * @param shown the proxy's own certificate and key, for an upstream that asks for one
   * @return a context for {@link UpstreamAccess}
   * @throws UnusableKeyStoreException if a file can't be used
   */
  public static SSLContext of(Optional<KeyStoreFile> trusted, Optional<KeyStoreFile> shown)
      throws UnusableKeyStoreException {
    SSLContextBuilder tls = SSLContextBuilder.create();
    if (trusted.isPresent()) {
      load(trusted.get(), tls, trusted.get()::trustIn);
    }
    if (shown.isPresent()) {
      load(shown.get(), tls, shown.get()::showIn);
    }
    try {
      return tls.build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  private static void load(KeyStoreFile file, SSLContextBuilder tls, Loader loader)
      throws UnusableKeyStoreException {
    try {
      loader.loadInto(tls);
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableKeyStoreException(file, e);
    }
  }

  @FunctionalInterface
  private interface Loader {
    void loadInto(SSLContextBuilder tls) throws IOException, GeneralSecurityException;
  }

  /** Says which file can't be used; the message is a clause that says why. */
  public static final class UnusableKeyStoreException extends Exception {

    private static final long serialVersionUID = 1;

    /** The file. */
    private final transient KeyStoreFile file;

    UnusableKeyStoreException(KeyStoreFile file, Exception cause) {
      super("it can't be loaded: " + cause.getMessage(), cause);
      this.file = file;
    }

    /**
     * The file that can't be used.
     *
     * @return one of those that were given
     */
    public KeyStoreFile file() {
      return file;
    }
  }
}
