/** Values of options: names and numbers, optimizers and schedules. */
@NullMarked
package fovea.app.option;

import org.jspecify.annotations.NullMarked;
