/** Training several networks as one: options, members, what they bring together. */
@NullMarked
package fovea.app.ensemble;

import org.jspecify.annotations.NullMarked;
