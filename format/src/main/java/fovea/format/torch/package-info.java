/**
 * Reads the weights that PyTorch saves, without Python ({@link fovea.format.torch.TorchFile}).
 *
 * <p>Such files are pickles, that is programs. The machine that runs them here knows a short list
 * of functions, which only put together dictionaries, lists and tensors, and refuses every other
 * one by its name; it loads no class and runs no foreign code.
 */
@NullMarked
package fovea.format.torch;

import org.jspecify.annotations.NullMarked;
