/**
 * What is known of a tensor without a graph: shapes, element types, windows, devices, and values in
 * memory.
 */
@NullMarked
package fovea.graph.type;

import org.jspecify.annotations.NullMarked;
