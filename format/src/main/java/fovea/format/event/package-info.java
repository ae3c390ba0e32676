/**
 * Event files, which TensorBoard shows: numbers, histograms and pictures over the steps of a
 * training.
 */
@NullMarked
package fovea.format.event;

import org.jspecify.annotations.NullMarked;
