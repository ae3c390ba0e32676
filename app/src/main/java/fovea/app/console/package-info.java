/** What people see on a terminal: tables, progress, and hints at what they may have meant. */
@NullMarked
package fovea.app.console;

import org.jspecify.annotations.NullMarked;
