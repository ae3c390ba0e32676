/** Readers and writers of model files: bytes in, named arrays out. */
@NullMarked
package fovea.format;

import org.jspecify.annotations.NullMarked;
