/** Drawings of what was found: attributions, feature maps, filters, predictions. */
@NullMarked
package fovea.explain.show;

import org.jspecify.annotations.NullMarked;
