/** The verbs profile and plan: where the time of a step goes, and the kernels that it runs. */
@NullMarked
package fovea.app.profile;

import org.jspecify.annotations.NullMarked;
