package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.gatekeeper.realms.OutageLog;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the directory, and says in the log where that fails. What a server says itself is left out,
 * since nobody knows what is in it.
 *
 * <p>This class is thread-safe.
 */
final class Outage {

  private final OutageLog log;

  /**
   * @param address by which the administrator knows the directory
   */
  Outage(String address) {
    log = new OutageLog(LdapRealm.class, "The directory at " + address);
  }

  /** What the directory is asked. */
  @FunctionalInterface
  interface Asking<T> {
    T ask() throws LDAPException;
  }

  /** The answer, or empty where there is none; then the log says why. */
  <T> Optional<T> answerOf(Asking<T> asking) {
    try {
      T answer = asking.ask();
      log.answered();
      return Optional.of(answer);
    } catch (LDAPException e) {
      log.failed(reasonOf(e));
      return Optional.empty();
    }
  }

  private static String reasonOf(LDAPException failure) {
    ResultCode code = failure.getResultCode();
    return meaningOf(failure) + " (result code " + code.intValue() + ", " + code.getName() + ")";
  }

  /** The SDK adds its own to each failure that another one brought about. */
  private static String withoutVersions(@Nullable String message) {
    return String.valueOf(message).replaceAll(", ldapSDKVersion=[^)]*", "");
  }

  private static String meaningOf(LDAPException failure) {
    return switch (failure.getResultCode().intValue()) {
      case ResultCode.CONNECT_ERROR_INT_VALUE ->
          "no connection to it: " + withoutVersions(failure.getMessage());
      case ResultCode.SERVER_DOWN_INT_VALUE -> "it closed the connection";
      case ResultCode.TIMEOUT_INT_VALUE -> "it did not answer in time";
      case ResultCode.DECODING_ERROR_INT_VALUE -> "what it sent is not LDAP";
      case ResultCode.INVALID_CREDENTIALS_INT_VALUE ->
          "it refuses the name or the password with which the gate logs in (ldap-bind-dn)";
      case ResultCode.NO_SUCH_OBJECT_INT_VALUE ->
          "there is nothing at ldap-user-base or ldap-group-base, or the gate may not read it";
      case ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE,
          ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE ->
          "it takes passwords over TLS alone: ldaps:// or ldap-start-tls";
      case ResultCode.REFERRAL_INT_VALUE -> "it refers to another server, and that is not followed";
      case ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE -> "it does not give all groups of a user";
      case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE ->
          "it does not let the gate, or users, read what is needed";
      default -> "it fails";
    };
  }
}
