/**
 * The verb report: the report of a run as an HTML page, which a training writes at its end, too.
 */
@NullMarked
package fovea.app.report;

import org.jspecify.annotations.NullMarked;
