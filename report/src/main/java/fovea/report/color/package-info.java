/** Colors that numbers are shown by. */
@NullMarked
package fovea.report.color;

import org.jspecify.annotations.NullMarked;
