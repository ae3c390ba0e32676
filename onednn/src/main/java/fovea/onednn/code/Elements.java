package fovea.onednn.code;

import fovea.onednn.ffm.DataType;

/**
 * Machine code that reads and writes vectors of elements, which are floats while they are in
 * registers.
 *
 * @param type of the elements in memory: f32 or bf16
 */
public record Elements(Assembler to, DataType type) {
  /** Reads a vector. */
  public void load(VectorRegister into, Address from) {
    if (type == DataType.F32) {
      to.load(into, from);
    } else {
      to.widen(into, from);
      to.shiftLeft(into, into, Short.SIZE);
    }
  }

  /** Writes a vector. As bf16 it is rounded, for which {@code by} is used. */
  public void store(Address into, VectorRegister from, VectorRegister by) {
    if (type == DataType.F32) {
      to.store(into, from);
    } else {
      to.round(by, from);
      to.storeHalf(into, by);
    }
  }
}
