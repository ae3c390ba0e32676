/** What a run has brought, as a page. */
@NullMarked
package fovea.experiment.page;

import org.jspecify.annotations.NullMarked;
