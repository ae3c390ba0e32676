/** The verbs that use a model: predict and evaluate. */
@NullMarked
package fovea.app.predict;

import org.jspecify.annotations.NullMarked;
