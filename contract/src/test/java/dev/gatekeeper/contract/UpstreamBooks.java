package dev.gatekeeper.contract;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What the scripted upstream has seen of each request, and what should not have been. */
final class UpstreamBooks {

  private final Map<Long, Integer> arrivals = new ConcurrentHashMap<>();
  private final Set<Long> executed = ConcurrentHashMap.newKeySet();
  private final AtomicLong surprises = new AtomicLong();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  void arrived(ScriptedCall call) {
    if (arrivals.merge(call.id(), 1, Integer::sum) > 1 && call.load().isUpload()) {
      complain("The gate has sent twice: " + call);
    }
  }

  void executed(ScriptedCall call) {
    executed.add(call.id());
  }

  /** The upstream ends a connection, and what the gate sends on it next will be lost. */
  void surprised() {
    surprises.incrementAndGet();
  }

  void complain(String sentence) {
    complaints.add(sentence);
  }

  /** Whether all of this request has come. */
  boolean wasExecuted(ScriptedCall call) {
    return executed.contains(call.id());
  }

  long surprises() {
    return surprises.get();
  }

  Queue<String> complaints() {
    return complaints;
  }
}
