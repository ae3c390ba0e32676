/** Native code and the machine: libraries, functions, machine code, OpenMP's threads. */
@NullMarked
package fovea.onednn.ffm.system;

import org.jspecify.annotations.NullMarked;
