/** Where the pixels of many photos lie: in memory, or in mapped files where that is short. */
@NullMarked
package fovea.data.photo.store;

import org.jspecify.annotations.NullMarked;
