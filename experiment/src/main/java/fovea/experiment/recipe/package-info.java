/** The basic recipe: what the errors on the parts of the data say, and what to do next. */
@NullMarked
package fovea.experiment.recipe;

import org.jspecify.annotations.NullMarked;
