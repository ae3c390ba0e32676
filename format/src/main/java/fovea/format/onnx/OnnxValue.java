package fovea.format.onnx;

import fovea.format.ElementType;

/**
 * An input or output of a graph.
 *
 * @param name what nodes call it
 * @param type of each element
 * @param shape as far as the file declares it
 */
public record OnnxValue(String name, ElementType type, OnnxShape shape) {}
