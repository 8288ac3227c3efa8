package dev.gatekeeper.proxy.mlflow;

import static jakarta.servlet.http.HttpServletResponse.SC_FORBIDDEN;
import static jakarta.servlet.http.HttpServletResponse.SC_UNAUTHORIZED;
import static java.util.Objects.requireNonNull;

import dev.gatekeeper.auth.BasicAuthFilter;
import dev.gatekeeper.auth.UnreadBody;
import dev.gatekeeper.auth.address.TrustedProxies;
import dev.gatekeeper.proxy.audit.AuditLog;
import dev.gatekeeper.proxy.audit.Traffic;
import dev.gatekeeper.proxy.origin.Requester;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a line about every request that changes something, and every one that is refused. It stands
 * before the filters that refuse, and sees asynchronous dispatches, too: not every container tells
 * its listeners when one fails.
 *
 * <p>This class is thread-safe.
 */
public final class AuditFilter extends HttpFilter {

  private static final long serialVersionUID = 1;

  private static final String OBSERVATION = AuditFilter.class.getName();

  private static final Set<Integer> REFUSALS = Set.of(SC_UNAUTHORIZED, SC_FORBIDDEN, 429);

  private final transient Operations operations = new Operations();
  private final transient AuditLog log;
  private final transient TrustedProxies trustedProxies;

  /**
   * Makes the filter.
   *
   * @param log where the lines go
   * @param trustedProxies who is believed about the client's address
   */
  public AuditFilter(AuditLog log, TrustedProxies trustedProxies) {
    this.log = requireNonNull(log, "log");
    this.trustedProxies = requireNonNull(trustedProxies, "trustedProxies");
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getAttribute(OBSERVATION) instanceof Observation begun) {
      observe(begun, request, response, chain);
      return;
    }
    Observation observation = new Observation(request, response);
    request.setAttribute(OBSERVATION, observation);
    Traffic traffic = observation.traffic;
    ObservedRequest observed = new ObservedRequest(traffic.of(request), observation);
    observe(observation, observed, traffic.of(response), chain);
    observation.learn();
    if (!observed.isLeftToOthers()) {
      observation.end(false);
    }
  }

  private static void observe(
      Observation observation,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      observation.learn();
      observation.end(true);
      throw e;
    }
  }

  /**
   * Tells of its end when somebody starts asynchronous processing, at that very moment: later, the
   * other thread may have ended it already, and nobody could be told any more.
   */
  private static final class ObservedRequest extends HttpServletRequestWrapper {

    private final Observation observation;
    private volatile boolean leftToOthers;

    ObservedRequest(HttpServletRequest request, Observation observation) {
      super(request);
      this.observation = observation;
    }

    /** Whether it ends at another time than the filters. */
    boolean isLeftToOthers() {
      return leftToOthers;
    }

    @Override
    public AsyncContext startAsync() {
      return observed(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
      return observed(super.startAsync(request, response));
    }

    private AsyncContext observed(AsyncContext async) {
      leftToOthers = true;
      observation.learn();
      async.addListener(observation);
      return async;
    }
  }

  private final class Observation implements AsyncListener {

    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final long beginNanos = System.nanoTime();
    private final Traffic traffic = new Traffic();
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final String address;
    private final @Nullable String query;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Operation operation;
    private volatile @Nullable Object user;
    private volatile @Nullable AccountChange account;

    Observation(HttpServletRequest request, HttpServletResponse response) {
      this.request = request;
      this.response = response;
      this.address = Requester.of(request, trustedProxies).address();
      this.query = request.getQueryString();
      this.operation = operations.of(request);
    }

    /** Takes what other filters have found out, while the request is sure to be there. */
    void learn() {
      operation = operations.of(request);
      user = request.getAttribute(BasicAuthFilter.USER_ATTRIBUTE);
      account = AccountChange.of(request);
    }

    void end(boolean cut) {
      // after an error, some containers say that the request is complete, and others do not
      if (ended.compareAndSet(false, true)) {
        record(cut);
      }
    }

    private void record(boolean cut) {
      int status = response.getStatus();
      if (operation.access().changesSomething() || REFUSALS.contains(status)) {
        log.write(
            new AuditEntry(
                    begin,
                    user == null ? null : String.valueOf(user),
                    address,
                    operation,
                    Subject.of(operation.name(), query),
                    account,
                    status,
                    cut,
                    traffic.received(),
                    traffic.sent(),
                    Duration.ofNanos(System.nanoTime() - beginNanos).toMillis())
                .toJson());
      }
    }

    @Override
    public void onComplete(AsyncEvent event) {
      end(false);
    }

    @Override
    public void onError(AsyncEvent event) {
      end(true);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      end(!UnreadBody.ends(request));
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
