/** From graph to running plan: program, fusion, memory, replay. */
@NullMarked
package fovea.graph.run;

import org.jspecify.annotations.NullMarked;
