/**
 * Where a deployment begins: it reads the settings and puts the rooms of the gate together.
 *
 * <p>{@link dev.gatekeeper.proxy.config.Settings} is the one class that knows where settings come
 * from; docs/settings.md is the one page that explains them.
 */
@NullMarked
package dev.gatekeeper.proxy.config;

import org.jspecify.annotations.NullMarked;
