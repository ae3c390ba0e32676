/** What kind of model a file is. */
@NullMarked
package fovea.hub.file;

import org.jspecify.annotations.NullMarked;
