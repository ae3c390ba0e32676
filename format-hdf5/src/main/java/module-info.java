/**
 * Keras's weight files: HDF5 in, named arrays and the description of the model out.
 *
 * <p>Apart from {@code fovea.format} because it needs a library, jHDF. That asks for a listener of
 * SLF4J at run time; without one nothing is printed.
 */
// jHDF has a name in its manifest, no descriptor; HDF5 is called so.
@SuppressWarnings({"requires-automatic", "module"})
module fovea.format.hdf5 {
  requires static org.jspecify;
  requires transitive fovea.format;
  requires io.jhdf;
  // jHDF needs both at run time and, as an automatic module, cannot say so.
  requires org.apache.commons.lang3;
  requires org.slf4j;

  exports fovea.format.hdf5;
}
