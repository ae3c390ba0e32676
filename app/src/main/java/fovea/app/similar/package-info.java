/** The verbs index, similar and suspects: what pictures have in common by what a network sees. */
@NullMarked
package fovea.app.similar;

import org.jspecify.annotations.NullMarked;
