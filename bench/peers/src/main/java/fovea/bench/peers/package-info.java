/** Other libraries doing the same work; each runs in a process of its own. */
@NullMarked
package fovea.bench.peers;

import org.jspecify.annotations.NullMarked;
