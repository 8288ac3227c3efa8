package dev.gatekeeper.bench;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Makes objects of large interfaces that know few answers. */
final class Stubs {

  private Stubs() {}

  /**
   * @param answers by the names of methods; whatever else is called throws
   */
  static <T> T of(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              Object answer = answers.get(called.getName());
              if (answer == null) {
                throw new UnsupportedOperationException(
                    "the benchmarks' stub of " + type.getSimpleName() + " lacks " + called);
              }
              return answer;
            }));
  }
}
