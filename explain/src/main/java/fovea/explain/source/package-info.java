/** Where the pictures come from that a network is shown: files or data sets, in batches. */
@NullMarked
package fovea.explain.source;

import org.jspecify.annotations.NullMarked;
