package fovea.onednn.ffm;

/**
 * The tensors of a backward pass without weights.
 *
 * @param source gradient of the source, the result
 * @param destination gradient of the destination, given
 * @param data the values needed to compute it: the source, or the destination where a primitive
 *     says so
 */
public record BackwardOperands(MemoryDesc source, MemoryDesc destination, MemoryDesc data) {}
