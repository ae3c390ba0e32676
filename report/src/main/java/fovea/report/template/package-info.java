/** What becomes of the templates in {@code src/main/jte} when the module is built. */
@NullMarked
package fovea.report.template;

import org.jspecify.annotations.NullMarked;
