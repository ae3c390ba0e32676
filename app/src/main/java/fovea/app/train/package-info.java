/** The verb train: recipe, run and display. */
@NullMarked
package fovea.app.train;

import org.jspecify.annotations.NullMarked;
