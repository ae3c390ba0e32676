/** What is similar: pictures by the features of a network. */
@NullMarked
package fovea.similar;

import org.jspecify.annotations.NullMarked;
