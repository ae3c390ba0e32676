/** How pages and tables write numbers. */
@NullMarked
package fovea.experiment.text;

import org.jspecify.annotations.NullMarked;
