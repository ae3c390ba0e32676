/** Operations: records of attributes with their shapes and gradients, in sealed families. */
@NullMarked
package fovea.graph.op;

import org.jspecify.annotations.NullMarked;
