/**
 * The proxy: carries a request to the upstream and its answer back, byte for byte.
 *
 * <p>It knows HTTP and HttpComponents, nothing of MLflow and nothing of passwords. Which field
 * passes and what the target becomes are pure functions; {@link dev.gatekeeper.proxy.ProxyServlet}
 * does the carrying.
 */
@NullMarked
package dev.gatekeeper.proxy;

import org.jspecify.annotations.NullMarked;
