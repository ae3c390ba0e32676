/** What a backend sees: programs of kernels over values, and the calls that it makes of them. */
@NullMarked
package fovea.graph.spi;

import org.jspecify.annotations.NullMarked;
