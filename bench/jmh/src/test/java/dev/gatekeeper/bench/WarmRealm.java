package dev.gatekeeper.bench;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import dev.gatekeeper.auth.ParameterValues;
import dev.gatekeeper.auth.realm.CredentialRealm;
import dev.gatekeeper.auth.realm.Credentials;
import dev.gatekeeper.auth.realm.HtpasswdRealm;
import dev.gatekeeper.auth.realm.Verdict;
import dev.gatekeeper.realms.ldap.LdapParameters;
import dev.gatekeeper.realms.ldap.LdapRealm;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the user of a {@link WarmLogin} is known. */
public enum WarmRealm {
  /** A line of a password file. */
  HTPASSWD {
    @Override
    CredentialRealm open(Path htpasswd) {
      return HtpasswdRealm.builder().htpasswdFile(htpasswd).build();
    }
  },
  /** An entry of a directory. */
  LDAP {
    @Override
    CredentialRealm open(Path htpasswd) {
      return directory(SentRequest.USER);
    }
  },
  /** An entry of a directory, which is asked after a password file. */
  LDAP_AFTER_HTPASSWD {
    @Override
    CredentialRealm open(Path htpasswd) {
      return CredentialRealm.firstOf(
          List.of(
              HtpasswdRealm.builder().htpasswdFile(htpasswd).build(),
              directory(SentRequest.ANOTHER_USER)));
    }
  },
  /** A token, of which a provider said once that it is right. */
  TOKEN {
    @Override
    CredentialRealm open(Path htpasswd) {
      return new Tokens();
    }
  };

  abstract CredentialRealm open(Path htpasswd);

  /** What a client of the user sends. */
  SentRequest sent() {
    SentRequest basic = SentRequest.pythonGet("/api/2.0/mlflow/runs/get", "run_id=1");
    return switch (this) {
      case HTPASSWD, LDAP -> basic;
      case LDAP_AFTER_HTPASSWD -> basic.ofAnotherUser();
      case TOKEN -> basic.withToken();
    };
  }

  /** It ends with the JVM, as everything of a benchmark does. */
  private static LdapRealm directory(String user) {
    try {
      InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=org");
      config.setSchema(null);
      config.setListenerConfigs(
          InMemoryListenerConfig.createLDAPConfig(
              "plain", InetAddress.getLoopbackAddress(), 0, null));
      InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
      server.startListening();
      server.add("dn: dc=org", "objectClass: domain", "dc: org");
      server.add(
          "dn: uid=" + user + ",dc=org",
          "objectClass: person",
          "uid: " + user,
          "userPassword: " + SentRequest.PASSWORD);
      return new LdapParameters(
              new ParameterValues(
                  Map.of(
                      "ldap-url",
                      "ldap://127.0.0.1:" + server.getListenPort(),
                      "ldap-user-base",
                      "dc=org")),
              Set.of("writer"))
          .open();
    } catch (LDAPException | LDIFException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A provider's part is over once a token is remembered. */
  private static final class Tokens implements CredentialRealm {

    @Override
    public Set<String> schemes() {
      return Set.of("bearer");
    }

    @Override
    public Verdict verify(Credentials credentials) {
      return new Verdict.Accepted(SentRequest.USER, Set.of("writer"))
          .rememberedFor(Duration.ofMinutes(5), "");
    }
  }
}
