/**
 * Named arrays in files ({@link fovea.format.Safetensors}), their metadata ({@link
 * fovea.format.Json}) and writes that never leave half a file ({@link fovea.format.AtomicFile}).
 */
@NullMarked
package fovea.format;

import org.jspecify.annotations.NullMarked;
