package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A directory in memory that answers as a test wants it to, and notes what it is asked. */
final class InMemory implements AutoCloseable {

  static final String PEOPLE = "ou=People,dc=example,dc=org";
  static final String ALICE = "uid=alice," + PEOPLE;

  private final InMemoryDirectoryServer server;
  private final Map<String, ResultCode> answersToBinds = new ConcurrentHashMap<>();
  private final Map<String, Answer> answersToSearches = new ConcurrentHashMap<>();
  private final List<String> binds = new CopyOnWriteArrayList<>();
  private final List<String> searches = new CopyOnWriteArrayList<>();

  /** What is done in place of a search. */
  @FunctionalInterface
  interface Answer {
    void to(InMemoryInterceptedSearchRequest request) throws LDAPException;
  }

  private InMemory(InMemoryDirectoryServerConfig config) throws LDAPException {
    config.addInMemoryOperationInterceptor(new Interceptor());
    server = new InMemoryDirectoryServer(config);
  }

  static InMemory start() throws LDAPException {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=org");
    config.setSchema(null);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig(
            "plain", InetAddress.getLoopbackAddress(), 0, null));
    InMemory memory = new InMemory(config);
    memory.server.startListening();
    memory.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
    memory.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: People");
    memory.add("dn: ou=Groups,dc=example,dc=org", "objectClass: organizationalUnit", "ou: Groups");
    memory.add("dn: cn=gate,dc=example,dc=org", "objectClass: person", "userPassword: let me ask");
    memory.add(
        "dn: " + ALICE, "objectClass: person", "uid: alice", "mail: al@x", "userPassword: sesame");
    memory.add(
        "dn: cn=writer,ou=Groups,dc=example,dc=org",
        "objectClass: groupOfNames",
        "cn: writer",
        "member: " + ALICE);
    return memory;
  }

  void add(String... ldif) throws LDAPException {
    try {
      server.add(ldif);
    } catch (LDIFException e) {
      throw new AssertionError(e);
    }
  }

  InMemoryDirectoryServer server() {
    return server;
  }

  String url() {
    return "ldap://127.0.0.1:" + server.getListenPort();
  }

  /** What makes a realm of it, with changes; an empty text removes one. */
  Map<String, String> texts(Map<String, String> changes) {
    Map<String, String> texts =
        new HashMap<>(
            Map.of(
                "ldap-url", url(),
                "ldap-bind-dn", "cn=gate,dc=example,dc=org",
                "ldap-bind-password", "let me ask",
                "ldap-user-base", PEOPLE,
                "ldap-group-base", "ou=Groups,dc=example,dc=org"));
    texts.putAll(changes);
    return texts;
  }

  void answerBind(String dn, ResultCode code) {
    answersToBinds.put(dn, code);
  }

  void answerSearch(String base, Answer answer) {
    answersToSearches.put(base, answer);
  }

  /** The names that have bound, since the start. */
  List<String> binds() {
    return List.copyOf(binds);
  }

  /** The filters of all searches, since the start. */
  List<String> searches() {
    return List.copyOf(searches);
  }

  @Override
  public void close() {
    server.shutDown(true);
  }

  private final class Interceptor extends InMemoryOperationInterceptor {

    @Override
    public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request)
        throws LDAPException {
      String dn = request.getRequest().getBindDN();
      binds.add(dn);
      ResultCode code = answersToBinds.get(dn);
      if (code != null) {
        throw new LDAPException(code, "as the test wants it: s3cret");
      }
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request)
        throws LDAPException {
      searches.add(request.getRequest().getFilter().toString());
      Answer answer = answersToSearches.get(request.getRequest().getBaseDN());
      if (answer != null) {
        answer.to(request);
      }
    }
  }
}
