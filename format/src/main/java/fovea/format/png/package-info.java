/** Pictures as PNG files. */
@NullMarked
package fovea.format.png;

import org.jspecify.annotations.NullMarked;
