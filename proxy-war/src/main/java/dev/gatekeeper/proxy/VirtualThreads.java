package dev.gatekeeper.proxy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Virtual threads (JEP 444), which the source level of this class does not know yet. */
final class VirtualThreads {

  /** The first JDK in which {@code synchronized} does not pin a virtual thread (JEP 491). */
  private static final int FIRST_GOOD_JDK = 24;

  private final MethodHandle isVirtual;
  private final Executor executor;

  /**
   * @throws IllegalStateException unless this JDK {@linkplain #areGood has them}
   */
  VirtualThreads() {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    try {
      isVirtual =
          lookup.findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
      executor =
          (Executor)
              lookup
                  .findStatic(
                      Executors.class,
                      "newVirtualThreadPerTaskExecutor",
                      MethodType.methodType(ExecutorService.class))
                  .invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("this JDK should have virtual threads", e);
    }
  }

  /** Whether this JDK has some that no container's code can pin. */
  static boolean areGood() {
    return Runtime.version().feature() >= FIRST_GOOD_JDK;
  }

  /** Each task gets a thread of its own. */
  Executor executor() {
    return executor;
  }

  /** Whether it costs nobody else a thread if this one waits. */
  boolean isCurrentThreadVirtual() {
    try {
      return (boolean) isVirtual.invokeExact(Thread.currentThread());
    } catch (Throwable e) {
      throw new IllegalStateException("a thread knows what it is", e);
    }
  }
}
