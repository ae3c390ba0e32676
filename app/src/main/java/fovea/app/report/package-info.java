/** The verb report: what a run has brought, as a page; trainings write one at their end, too. */
@NullMarked
package fovea.app.report;

import org.jspecify.annotations.NullMarked;
