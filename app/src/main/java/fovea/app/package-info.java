/** The command line: the only module that prints and parses arguments. */
@NullMarked
package fovea.app;

import org.jspecify.annotations.NullMarked;
