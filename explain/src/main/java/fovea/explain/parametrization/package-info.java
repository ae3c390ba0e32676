/** What is learned of a picture that is made by gradients: its pixels, its spectrum, its phases. */
@NullMarked
package fovea.explain.parametrization;

import org.jspecify.annotations.NullMarked;
