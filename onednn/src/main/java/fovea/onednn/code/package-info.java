/**
 * Machine code for x86-64 that is made at run time: for inner loops that oneDNN has no primitive
 * for, and that Java could run as fast only after it has run them slowly for a while.
 */
@NullMarked
package fovea.onednn.code;

import org.jspecify.annotations.NullMarked;
