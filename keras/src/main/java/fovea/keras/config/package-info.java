/** The description of a Keras model: its layers, their settings and connections. */
@NullMarked
package fovea.keras.config;

import org.jspecify.annotations.NullMarked;
