package com.example.webapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;

/** Asks a server on this machine. */
record Client(int port, String contextPath) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Without credentials. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  /** With the right password. */
  HttpResponse<String> get(String path, String user) throws IOException, InterruptedException {
    return get(path, user, user + "-secret");
  }

  HttpResponse<String> get(String path, String user, String password)
      throws IOException, InterruptedException {
    String credentials =
        Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return send(request(path).header("Authorization", "Basic " + credentials));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + contextPath + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
