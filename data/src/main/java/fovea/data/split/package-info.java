/** Which examples are learned from and which are held back: parts by class, group and seed. */
@NullMarked
package fovea.data.split;

import org.jspecify.annotations.NullMarked;
