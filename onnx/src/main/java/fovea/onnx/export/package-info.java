/** Networks as graphs of ONNX. */
@NullMarked
package fovea.onnx.export;

import org.jspecify.annotations.NullMarked;
