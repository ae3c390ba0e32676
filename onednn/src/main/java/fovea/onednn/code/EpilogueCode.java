package fovea.onednn.code;

import fovea.onednn.ffm.DataType;

/**
 * Machine code of an {@link Epilogue}.
 *
 * @param elements of the residual
 * @param low one of the first 16 registers, for the least result
 * @param high the same for the largest one
 * @param added for the residual on its way
 */
public record EpilogueCode(
    Epilogue epilogue,
    Elements elements,
    VectorRegister low,
    VectorRegister high,
    VectorRegister added) {

  /** Fills the registers of limits; the register {@code by} is used on the way. */
  public void limits(Register by) {
    epilogue
        .limits()
        .ifPresent(
            limits -> {
              to().fill(low, limits.low(), by);
              to().fill(high, limits.high(), by);
            });
  }

  /**
   * Applies the epilogue to a vector of results.
   *
   * @param into for what comes out, if anything is done
   * @param bias numbers for its channels, if they are added
   * @param residual the part of the other tensor, if it is added
   * @return where the results are then
   */
  public VectorRegister epilogue(
      VectorRegister into, VectorRegister result, Address bias, Address residual) {
    VectorRegister finished = result;
    if (epilogue.bias()) {
      to().add(into, finished, bias);
      finished = into;
    }
    if (epilogue.residual()) {
      add(into, finished, residual);
      finished = into;
    }
    if (epilogue.limits().isPresent()) {
      // The second operand is what stays where there is no number.
      to().max(into, low, finished);
      finished = into;
    }
    if (epilogue.limits().filter(Epilogue.Limits::upwards).isPresent()) {
      to().min(into, high, finished);
    }
    return finished;
  }

  private void add(VectorRegister into, VectorRegister result, Address residual) {
    if (elements.type() == DataType.F32) {
      to().add(into, result, residual);
    } else {
      elements.load(added, residual);
      to().add(into, result, added);
    }
  }

  private Assembler to() {
    return elements.to();
  }
}
