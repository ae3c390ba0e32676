/**
 * Pictures that are changed so little that nobody sees it, and which a network takes for others.
 */
@NullMarked
package fovea.train.adversarial;

import org.jspecify.annotations.NullMarked;
