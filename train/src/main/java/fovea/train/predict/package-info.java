/** Predictions of a trained model, one at a time or gathered into batches. */
@NullMarked
package fovea.train.predict;

import org.jspecify.annotations.NullMarked;
