/** Pictures of pixels, and how they become files. */
@NullMarked
package fovea.report.picture;

import org.jspecify.annotations.NullMarked;
