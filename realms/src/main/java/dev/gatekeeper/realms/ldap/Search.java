package dev.gatekeeper.realms.ldap;

import com.unboundid.ldap.sdk.AsyncRequestID;
import com.unboundid.ldap.sdk.AsyncSearchResultListener;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A search with a bound for its time and for what is kept of it, though the server sends entries
 * without end. References to other servers are left alone.
 *
 * @param base where to search
 * @param scope how deep
 * @param filter for what
 * @param attributes which to send
 */
record Search(String base, SearchScope scope, Filter filter, List<String> attributes) {

  private static final boolean TYPES_AND_VALUES = false;

  static Search of(String base, SearchScope scope, Filter filter, String... attributes) {
    return new Search(base, scope, filter, List.of(attributes));
  }

  /**
   * What a search has found.
   *
   * @param entries as many as were wanted, at most
   * @param isCut whether there are more
   */
  record Found(List<SearchResultEntry> entries, boolean isCut) {}

  /**
   * Searches.
   *
   * @param atMost how many entries are wanted
   * @throws LDAPException if there is no answer in time, or it says that the search failed
   */
  Found run(LDAPConnection connection, int atMost, Limits limits) throws LDAPException {
    Collector collector = new Collector(atMost);
    SearchRequest request =
        new SearchRequest(
            collector,
            base,
            scope,
            DereferencePolicy.NEVER,
            atMost,
            limits.responseSeconds(),
            TYPES_AND_VALUES,
            filter,
            attributes.toArray(String[]::new));
    ResultCode code = resultOf(connection.asyncSearch(request), limits);
    boolean isCut = code.equals(ResultCode.SIZE_LIMIT_EXCEEDED) || collector.hasLeftOut.get();
    return new Found(List.copyOf(collector.entries), isCut);
  }

  private static ResultCode resultOf(AsyncRequestID id, Limits limits) throws LDAPException {
    LDAPResult result;
    try {
      result = id.get(limits.response().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LDAPException(ResultCode.TIMEOUT, "the search took too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LDAPException(ResultCode.LOCAL_ERROR, "the thread is to end", e);
    }
    ResultCode code = result.getResultCode();
    if (code.equals(ResultCode.SUCCESS) || code.equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
      return code;
    }
    throw new LDAPException(result);
  }

  /** Takes entries from the connection's reader. */
  private static final class Collector implements AsyncSearchResultListener {

    private static final long serialVersionUID = 1;

    private final int atMost;
    private final transient List<SearchResultEntry> entries = new CopyOnWriteArrayList<>();
    private final AtomicBoolean hasLeftOut = new AtomicBoolean();

    Collector(int atMost) {
      this.atMost = atMost;
    }

    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
      if (entries.size() < atMost) {
        entries.add(entry);
      } else {
        hasLeftOut.set(true);
      }
    }

    @Override
    public void searchReferenceReturned(SearchResultReference reference) {}

    @Override
    public void searchResultReceived(AsyncRequestID id, SearchResult result) {}
  }
}
