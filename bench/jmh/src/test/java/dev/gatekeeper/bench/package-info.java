/**
 * What the inner parts of the gate cost, measured with JMH: time for those who run {@code
 * bench/inner-parts}, and allocation, which is the same on every machine, for a test that holds it.
 *
 * <p>Benchmarks of what is package-private stand in the package that it is in. The stubs here
 * allocate nothing, so that each figure is the gate's alone.
 */
@NullMarked
package dev.gatekeeper.bench;

import org.jspecify.annotations.NullMarked;
