/** Charts, which are values until a figure is made of them. */
@NullMarked
package fovea.report.chart;

import org.jspecify.annotations.NullMarked;
