/** Reads Keras's weight files, see {@link fovea.format.hdf5.KerasFile}. */
@NullMarked
package fovea.format.hdf5;

import org.jspecify.annotations.NullMarked;
