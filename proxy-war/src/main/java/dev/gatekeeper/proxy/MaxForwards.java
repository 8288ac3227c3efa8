package dev.gatekeeper.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** How many proxies an OPTIONS may still pass (RFC 9110 7.6.2). */
final class MaxForwards {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private MaxForwards() {}

  /** Whether the client asks this proxy and not the upstream. */
  static boolean endHere(HttpServletRequest request) {
    if (!request.getMethod().equals("OPTIONS")) {
      return false;
    }
    String hops = request.getHeader("Max-Forwards");
    return hops != null && NUMBER.matcher(hops).matches() && Integer.parseInt(hops) == 0;
  }

  static String oneLess(String hops) {
    return NUMBER.matcher(hops).matches()
        ? Integer.toString(Math.max(0, Integer.parseInt(hops) - 1))
        : hops;
  }
}
