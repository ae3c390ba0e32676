package fovea.format.onnx;

import fovea.format.ArrayDType;

/**
 * An input or output of a graph.
 *
 * @param name what nodes call it
 * @param type of each element
 * @param shape as far as the file declares it
 */
public record OnnxValue(String name, ArrayDType type, OnnxShape shape) {}
