/**
 * Models of Keras: as graphs of ONNX's operators, and weights of Keras Applications with the names
 * of the zoo. Knows neither the zoo nor the engine, only names, layouts and arrays.
 */
module fovea.keras {
  requires static org.jspecify;
  requires transitive fovea.format;
  requires transitive fovea.format.hdf5;

  exports fovea.keras;
  exports fovea.keras.mapping;
}
