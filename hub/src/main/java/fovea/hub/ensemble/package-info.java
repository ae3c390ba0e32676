/** Several models as one, and what that brings. */
@NullMarked
package fovea.hub.ensemble;

import org.jspecify.annotations.NullMarked;
