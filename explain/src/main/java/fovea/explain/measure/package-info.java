/** How far maps tell what a network looks at: measures of methods of attribution. */
@NullMarked
package fovea.explain.measure;

import org.jspecify.annotations.NullMarked;
