package fovea.onednn.code;

import fovea.onednn.ffm.DataType;

/**
 * Machine code for what is done with results before they are written.
 *
 * @param elements of the summand
 * @param low one of the first 16 registers, for the least result
 * @param high the same for the largest one
 * @param added for the summand on its way
 */
public record FinishCode(
    Finish finish,
    Elements elements,
    VectorRegister low,
    VectorRegister high,
    VectorRegister added) {

  /** Fills the registers of limits; the register {@code by} is used on the way. */
  public void limits(Register by) {
    finish
        .limits()
        .ifPresent(
            limits -> {
              to().fill(low, limits.low(), by);
              to().fill(high, limits.high(), by);
            });
  }

  /**
   * Finishes a vector of results.
   *
   * @param into for what comes out, if anything is done
   * @param bias numbers for its channels, if they are added
   * @param summand the part of the other tensor, if it is added
   * @return where the finished results are
   */
  public VectorRegister finish(
      VectorRegister into, VectorRegister result, Address bias, Address summand) {
    VectorRegister finished = result;
    if (finish.bias()) {
      to().add(into, finished, bias);
      finished = into;
    }
    if (finish.summand()) {
      add(into, finished, summand);
      finished = into;
    }
    if (finish.limits().isPresent()) {
      // The second operand is what stays where there is no number.
      to().max(into, low, finished);
      finished = into;
    }
    if (finish.limits().filter(Finish.Limits::upwards).isPresent()) {
      to().min(into, high, finished);
    }
    return finished;
  }

  private void add(VectorRegister into, VectorRegister result, Address summand) {
    if (elements.type() == DataType.F32) {
      to().add(into, result, summand);
    } else {
      elements.load(added, summand);
      to().add(into, result, added);
    }
  }

  private Assembler to() {
    return elements.to();
  }
}
