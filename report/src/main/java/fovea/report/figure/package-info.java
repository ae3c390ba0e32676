/** Drawings, as PNG and as SVG. */
@NullMarked
package fovea.report.figure;

import org.jspecify.annotations.NullMarked;
