/** What the layers of a network respond to: feature maps, filters, and both from first to last. */
@NullMarked
package fovea.explain.feature;

import org.jspecify.annotations.NullMarked;
