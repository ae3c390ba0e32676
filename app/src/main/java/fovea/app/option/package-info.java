/** Values of options: names and numbers. */
@NullMarked
package fovea.app.option;

import org.jspecify.annotations.NullMarked;
