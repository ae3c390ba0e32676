/**
 * The verbs index, similar, suspects and map: what pictures have in common by what a network sees.
 */
@NullMarked
package fovea.app.similar;

import org.jspecify.annotations.NullMarked;
