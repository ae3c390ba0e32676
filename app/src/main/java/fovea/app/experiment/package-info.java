/** Verbs about what runs have brought. */
@NullMarked
package fovea.app.experiment;

import org.jspecify.annotations.NullMarked;
