/**
 * Reads models and weights of Keras, see {@link fovea.keras.KerasModel}.
 *
 * <p>A file with a model becomes a graph of ONNX's operators over {@code [n, c, h, w]}: {@link
 * fovea.keras.config.ModelConfig} lists its layers and what they are applied to, {@link
 * fovea.keras.Translator} turns each into nodes. A file with nothing but weights of a network of
 * Keras Applications gets the names of the zoo: a {@link fovea.keras.Family} says which layer is
 * which.
 */
@NullMarked
package fovea.keras;

import org.jspecify.annotations.NullMarked;
