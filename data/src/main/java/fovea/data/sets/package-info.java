/**
 * The data sets that are known by name: found on the disk, downloaded, or drawn. {@link
 * fovea.data.sets.Data} is the door.
 */
@NullMarked
package fovea.data.sets;

import org.jspecify.annotations.NullMarked;
