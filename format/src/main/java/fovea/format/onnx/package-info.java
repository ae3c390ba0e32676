/**
 * ONNX files as records: models, graphs, nodes, attributes and tensors, read and written by a small
 * protobuf codec of its own.
 *
 * <p>Knows what a file says, not what its operators mean.
 */
@NullMarked
package fovea.format.onnx;

import org.jspecify.annotations.NullMarked;
