/** Verbs of the command line, and the frame that parses, runs and reports them. */
@NullMarked
package fovea.app;

import org.jspecify.annotations.NullMarked;
