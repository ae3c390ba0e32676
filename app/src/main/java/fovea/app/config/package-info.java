/** The options of a run in a file: kept with the run, and read again to repeat it. */
@NullMarked
package fovea.app.config;

import org.jspecify.annotations.NullMarked;
