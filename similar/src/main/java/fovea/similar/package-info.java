/** What is similar: pictures by the features that a network makes of them. */
@NullMarked
package fovea.similar;

import org.jspecify.annotations.NullMarked;
