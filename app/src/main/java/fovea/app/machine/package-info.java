/** What the machine is made of, read from the files in which Linux says so. */
@NullMarked
package fovea.app.machine;

import org.jspecify.annotations.NullMarked;
