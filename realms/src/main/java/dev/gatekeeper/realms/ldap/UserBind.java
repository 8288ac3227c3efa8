package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SimpleBindRequest;

/** What a directory says to the name and the password of a user. */
enum UserBind {
  RIGHT,
  WRONG,
  NO_SUCH_ENTRY;

  private static final int MAX_PASSWORD_LENGTH = 1024;

  /**
   * Whether a password may be sent. With an empty one a bind succeeds without having checked
   * anything (RFC 4513 5.1.2), and some servers end a password at a NUL.
   */
  static boolean isSendable(String password) {
    return !password.isEmpty()
        && password.length() <= MAX_PASSWORD_LENGTH
        && password.indexOf('\0') < 0;
  }

  /**
   * Binds.
   *
   * @param password as {@link #isSendable} has it
   * @throws LDAPException if the directory can't tell
   */
  static UserBind of(LDAPConnection connection, String dn, String password) throws LDAPException {
    if (dn.isEmpty() || !isSendable(password)) {
      throw new IllegalArgumentException("that would be an anonymous bind");
    }
    try {
      connection.bind(new SimpleBindRequest(dn, password));
      return RIGHT;
    } catch (LDAPException e) {
      return answerOf(e);
    }
  }

  /**
   * By RFC 4511 and what servers do: Active Directory says 49 of accounts that are disabled,
   * expired or locked too; OpenLDAP 48 of an entry without a password; 389 Directory Server 19 of
   * an account that is locked, and 53 of one that is disabled.
   */
  private static UserBind answerOf(LDAPException failure) throws LDAPException {
    return switch (failure.getResultCode().intValue()) {
      case 49, 48, 19, 53 -> WRONG;
      case 32, 34 -> NO_SUCH_ENTRY;
      default -> throw failure;
    };
  }
}
