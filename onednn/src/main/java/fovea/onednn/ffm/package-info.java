/**
 * The binding to oneDNN's C API by the foreign-function interface, and the few services of the
 * operating system and of OpenMP that go with it. Not exported: the backend above speaks of
 * kernels, this package of library calls.
 *
 * <p>Native objects are freed when their Java owners are no longer reachable; nothing here is
 * closed by hand. All calls are made from the engine thread: GNU OpenMP keeps a team of worker
 * threads per calling thread, and primitives are made for the team size of the thread that creates
 * them.
 */
@NullMarked
package fovea.onednn.ffm;

import org.jspecify.annotations.NullMarked;
