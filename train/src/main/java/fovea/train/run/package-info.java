/**
 * Folders of runs: their files, their lock, what they were trained with and have cost, and in what
 * they differ.
 */
@NullMarked
package fovea.train.run;

import org.jspecify.annotations.NullMarked;
