/** What drives the units of a layer most: the patches of a data set, and what of them is seen. */
@NullMarked
package fovea.explain.top;

import org.jspecify.annotations.NullMarked;
