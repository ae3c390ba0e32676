/** Outlines of letters, of our own where we have them, else of the fonts of the machine. */
@NullMarked
package fovea.report.glyph;

import org.jspecify.annotations.NullMarked;
