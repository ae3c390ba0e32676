/** Java as a shell: what it imports, scripts that are piped into it, pictures that are shown. */
@NullMarked
package fovea.app.shell;

import org.jspecify.annotations.NullMarked;
