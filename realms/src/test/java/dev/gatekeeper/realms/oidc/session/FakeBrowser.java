package dev.gatekeeper.realms.oidc.session;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Sends what a browser sends, and keeps its cookies; it follows no redirect by itself. */
final class FakeBrowser {

  private final HttpClient client = HttpClient.newHttpClient();
  final CookieJar jar = new CookieJar();

  /** As if a person had opened an address. */
  HttpResponse<String> open(String address) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document"));
  }

  /** As if a page's script had. */
  HttpResponse<String> fetch(String address) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address)).header("Sec-Fetch-Mode", "cors"));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    if (!jar.names().isEmpty()) {
      request.header("Cookie", jar.field());
    }
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    answer.headers().allValues("Set-Cookie").stream()
        .filter(field -> !field.startsWith("of="))
        .forEach(jar::take);
    return answer;
  }
}
