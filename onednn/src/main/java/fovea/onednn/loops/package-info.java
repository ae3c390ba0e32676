/**
 * Kernels of our own, where oneDNN has none: plain loops over native memory, run by its OpenMP
 * team.
 *
 * <p>They work on elements in the order of memory, so that any layout will do, and what is zero in
 * the padding of a blocked layout stays zero.
 */
@NullMarked
package fovea.onednn.loops;

import org.jspecify.annotations.NullMarked;
