/** The verb duplicates: photos that show the same. */
@NullMarked
package fovea.app.duplicates;

import org.jspecify.annotations.NullMarked;
