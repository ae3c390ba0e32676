/** Folders and files of results: how they are named, and that none is replaced unasked. */
@NullMarked
package fovea.app.result;

import org.jspecify.annotations.NullMarked;
