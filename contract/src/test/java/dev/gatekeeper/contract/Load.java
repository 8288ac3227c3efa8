package dev.gatekeeper.contract;

import java.util.List;
import java.util.Random;

/** The kinds of requests that MLflow's clients send. */
enum Load {
  SMALL_GET("GET", 2_000),
  LARGE_GET("GET", 4_000_000),
  EVENTS("GET", 4_000),
  JSON_POST("POST", 4_000),
  LARGE_PUT("PUT", 4_000_000);

  /** So that each can be cut in its middle. */
  private static final int FEWEST_BYTES = 100;

  private final String method;
  private final int mostBytes;

  Load(String method, int mostBytes) {
    this.method = method;
    this.mostBytes = mostBytes;
  }

  String method() {
    return method;
  }

  /** Whether the body of interest goes up; the answer is short then. */
  boolean isUpload() {
    return !method.equals("GET");
  }

  long anySize(Random random) {
    return random.nextInt(FEWEST_BYTES, mostBytes);
  }

  Framing anyFraming(Random random) {
    List<Framing> framings = framings();
    return framings.get(random.nextInt(framings.size()));
  }

  private List<Framing> framings() {
    return switch (this) {
      case SMALL_GET -> List.of(Framing.LENGTH);
      case LARGE_GET -> List.of(Framing.values());
      case EVENTS -> List.of(Framing.CHUNKED, Framing.CLOSE);
      case JSON_POST, LARGE_PUT -> List.of(Framing.LENGTH, Framing.CHUNKED);
    };
  }
}
