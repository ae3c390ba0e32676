/** The search for a learning rate. */
@NullMarked
package fovea.app.train.rate;

import org.jspecify.annotations.NullMarked;
