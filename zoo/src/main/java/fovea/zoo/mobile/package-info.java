/** Networks that are small enough for phones. */
@NullMarked
package fovea.zoo.mobile;

import org.jspecify.annotations.NullMarked;
