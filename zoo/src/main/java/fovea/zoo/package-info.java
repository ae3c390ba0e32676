/** Networks by name, one file for each family. */
@NullMarked
package fovea.zoo;

import org.jspecify.annotations.NullMarked;
