/** Changes of a graph before it is planned: fusion and mixed precision. */
@NullMarked
package fovea.graph.run.rewrite;

import org.jspecify.annotations.NullMarked;
