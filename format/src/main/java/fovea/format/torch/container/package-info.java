/** The archives that PyTorch writes, as bytes: zip, tar, and how much may be read of them. */
@NullMarked
package fovea.format.torch.container;

import org.jspecify.annotations.NullMarked;
