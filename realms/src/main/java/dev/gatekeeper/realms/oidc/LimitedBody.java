package dev.gatekeeper.realms.oidc;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The body of an answer, unless it is too long. */
final class LimitedBody implements BodySubscriber<byte[]> {

  private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
  private final int maxBytes;
  private int bytes;
  private @Nullable Subscription subscription;

  LimitedBody(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole.getBody();
  }

  @Override
  public void onSubscribe(Subscription body) {
    subscription = body;
    whole.onSubscribe(body);
  }

  @Override
  public void onNext(List<ByteBuffer> part) {
    bytes += part.stream().mapToInt(ByteBuffer::remaining).sum();
    if (bytes <= maxBytes) {
      whole.onNext(part);
    } else if (subscription != null) {
      subscription.cancel();
      whole.onError(new IOException("the answer is longer than " + maxBytes + " bytes"));
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.onError(failure);
  }

  @Override
  public void onComplete() {
    whole.onComplete();
  }
}
