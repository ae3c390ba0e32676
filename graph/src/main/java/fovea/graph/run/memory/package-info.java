/** Memory of plans: one reserved range that grows page by page. */
@NullMarked
package fovea.graph.run.memory;

import org.jspecify.annotations.NullMarked;
