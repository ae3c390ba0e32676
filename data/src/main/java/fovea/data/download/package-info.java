/** Files from the net: resumed where a connection broke, checked by their hash, kept in a cache. */
@NullMarked
package fovea.data.download;

import org.jspecify.annotations.NullMarked;
