/** Outlines and widths of letters, on machines without fonts, too. */
@NullMarked
package fovea.report.text;

import org.jspecify.annotations.NullMarked;
