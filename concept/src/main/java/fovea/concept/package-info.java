/** Which concepts a network uses. */
@NullMarked
package fovea.concept;

import org.jspecify.annotations.NullMarked;
