/** The verb attack: changes pictures so that a model errs, and measures how much it bears. */
@NullMarked
package fovea.app.attack;

import org.jspecify.annotations.NullMarked;
