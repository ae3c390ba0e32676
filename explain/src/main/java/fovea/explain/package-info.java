/** Looking into networks: what they have learned, and what they look at. */
@NullMarked
package fovea.explain;

import org.jspecify.annotations.NullMarked;
