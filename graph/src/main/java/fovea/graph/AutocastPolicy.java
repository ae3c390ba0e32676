package fovea.graph;

import fovea.graph.type.Precision;
import java.util.List;

/**
 * What mixed precision ({@link Precision#BF16}) does to an op or kernel. Inputs and results that
 * are not named here stay in f32, and so does everything where the backend has no fast kernel.
 *
 * @param choice whether it is run in bf16
 * @param guides which inputs decide for one that {@linkplain Choice#FOLLOW follows}; those of a
 *     gradient are what the forward pass kept, so that both have one type
 * @param inputs which inputs become bf16 then
 * @param results which results become bf16 then
 */
public record AutocastPolicy(
    Choice choice, List<Integer> guides, List<Integer> inputs, List<Integer> results) {

  /** Whether a kernel is run in bf16. */
  public enum Choice {
    /** Always: where the arithmetic is. Computes in bf16 and adds up in f32. */
    BF16,
    /** If what it reads is bf16: bound by memory, and exact enough. */
    FOLLOW,
    /** Never: it would lose too much. */
    F32
  }

  /** Copies the lists. */
  public AutocastPolicy {
    guides = List.copyOf(guides);
    inputs = List.copyOf(inputs);
    results = List.copyOf(results);
  }

  /** Stays in f32. */
  public static AutocastPolicy f32() {
    return new AutocastPolicy(Choice.F32, List.of(), List.of(), List.of());
  }

  /** Runs in bf16 with {@code inputs} in bf16; all results stay in f32. */
  public static AutocastPolicy bf16(Integer... inputs) {
    return new AutocastPolicy(Choice.BF16, List.of(), List.of(inputs), List.of());
  }

  /**
   * Follows the type of input {@code guide}: {@code inputs} and the first result become bf16 if it
   * is.
   */
  public static AutocastPolicy follow(int guide, Integer... inputs) {
    return new AutocastPolicy(Choice.FOLLOW, List.of(guide), List.of(inputs), List.of(0));
  }

  /** Follows either of two equal inputs: both become bf16 if one is. */
  public static AutocastPolicy followEither() {
    return new AutocastPolicy(Choice.FOLLOW, List.of(0, 1), List.of(0, 1), List.of(0));
  }

  /** With {@code results} in bf16, too, where bf16 is what reads them. */
  public AutocastPolicy results(Integer... results) {
    return new AutocastPolicy(choice, guides, inputs, List.of(results));
  }
}
