/** Reports as pages that a browser shows, each one file. */
@NullMarked
package fovea.report.page;

import org.jspecify.annotations.NullMarked;
