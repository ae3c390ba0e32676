/** Several classifiers as one network. */
@NullMarked
package fovea.zoo.ensemble;

import org.jspecify.annotations.NullMarked;
