/** Where each array of a Keras file has gone in the network. */
@NullMarked
package fovea.keras.mapping;

import org.jspecify.annotations.NullMarked;
