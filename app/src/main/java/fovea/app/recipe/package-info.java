/** How networks are trained: recipes, and the options that change them. */
@NullMarked
package fovea.app.recipe;

import org.jspecify.annotations.NullMarked;
