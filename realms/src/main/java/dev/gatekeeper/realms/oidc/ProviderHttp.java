package dev.gatekeeper.realms.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Asks a provider. Nothing takes longer than the time that it has, however slowly an answer
 * trickles in; none is longer than a megabyte, and none may send the gate elsewhere.
 *
 * <p>This class is thread-safe.
 */
final class ProviderHttp implements HTTPRequestSender, ResourceRetriever {

  static final int MAX_ANSWER_BYTES = 1024 * 1024;

  private final HttpClient client;
  private final Duration timeout;

  ProviderHttp(SSLContext tls, Duration timeout) {
    this.client =
        HttpClient.newBuilder()
            .sslContext(tls)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    this.timeout = timeout;
  }

  @Override
  public HTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    URI address = request.getURI();
    if (!Endpoints.isSafe(address)) {
      throw new IOException("the provider names an address that is not https");
    }
    String body = request.getBody();
    HttpRequest.Builder asked =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .method(
                request.getMethod().name(),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    request.getHeaderMap().forEach((name, values) -> values.forEach(v -> asked.header(name, v)));
    HttpResponse<byte[]> answer =
        await(client.sendAsync(asked.build(), head -> new LimitedBody(MAX_ANSWER_BYTES)));
    HTTPResponse response = new HTTPResponse(answer.statusCode());
    answer
        .headers()
        .map()
        .forEach((name, values) -> response.setHeader(name, values.toArray(String[]::new)));
    response.setBody(new String(answer.body(), UTF_8));
    return response;
  }

  /** For the provider's keys. */
  @Override
  public Resource retrieveResource(URL url) throws IOException {
    HTTPResponse answer = send(new HTTPRequest(HTTPRequest.Method.GET, URI.create(url.toString())));
    if (answer.getStatusCode() != HTTPResponse.SC_OK) {
      throw new IOException("it answers " + answer.getStatusCode());
    }
    return new Resource(answer.getBody(), null);
  }

  private <T> T await(CompletableFuture<T> answer) throws IOException {
    try {
      return answer.get(timeout.toMillis(), MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("it did not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the gate is stopping");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }
}
