/** How a program becomes calls: memory, layouts, reorders and scratch space. */
@NullMarked
package fovea.onednn.lower;

import org.jspecify.annotations.NullMarked;
