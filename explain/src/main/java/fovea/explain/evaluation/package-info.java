/** How well a model does on a data set, and on which pictures it fails. */
@NullMarked
package fovea.explain.evaluation;

import org.jspecify.annotations.NullMarked;
