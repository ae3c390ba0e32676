/** Maps of what is similar: the vectors of an index in the plane. */
@NullMarked
package fovea.similar.map;

import org.jspecify.annotations.NullMarked;
