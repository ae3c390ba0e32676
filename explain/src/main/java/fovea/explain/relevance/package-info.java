/** Layer-wise relevance propagation: what a score is made of, handed back to the pixels. */
@NullMarked
package fovea.explain.relevance;

import org.jspecify.annotations.NullMarked;
