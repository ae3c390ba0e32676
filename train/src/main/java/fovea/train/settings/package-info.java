/** What runs were trained with, and in what they differ. */
@NullMarked
package fovea.train.settings;

import org.jspecify.annotations.NullMarked;
