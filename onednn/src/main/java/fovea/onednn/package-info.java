/** The CPU backend: kernels of oneDNN, called through the foreign-function interface. */
@NullMarked
package fovea.onednn;

import org.jspecify.annotations.NullMarked;
