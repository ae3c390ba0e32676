/** The Inception networks, and Xception. */
@NullMarked
package fovea.zoo.inception;

import org.jspecify.annotations.NullMarked;
