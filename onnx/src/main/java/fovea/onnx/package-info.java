/**
 * Graphs of ONNX files as networks that can be trained, and networks as ONNX files.
 *
 * <p>Import: {@link fovea.onnx.OnnxNetwork} keeps the graph and goes through it whenever it is
 * applied; one file holds the operators of a family. Export: {@link fovea.onnx.OnnxExport} traces a
 * network and says each op in ONNX's words.
 */
@NullMarked
package fovea.onnx;

import org.jspecify.annotations.NullMarked;
