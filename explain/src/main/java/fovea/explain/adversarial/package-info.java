/** How little it takes for a model to err: adversarial examples, and accuracy under attack. */
@NullMarked
package fovea.explain.adversarial;

import org.jspecify.annotations.NullMarked;
