/** What all verbs share: options, output, progress, exit codes and messages about mistakes. */
@NullMarked
package fovea.app.session;

import org.jspecify.annotations.NullMarked;
