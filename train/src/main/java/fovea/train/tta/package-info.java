/** Test-time augmentation: a network is asked about several views of a picture. */
@NullMarked
package fovea.train.tta;

import org.jspecify.annotations.NullMarked;
