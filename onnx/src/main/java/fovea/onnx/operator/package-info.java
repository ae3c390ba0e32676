/** Operators of ONNX, by family. */
@NullMarked
package fovea.onnx.operator;

import org.jspecify.annotations.NullMarked;
