/** Initial values that follow from data: a batch of pictures goes through the network first. */
@NullMarked
package fovea.nn.init.data;

import org.jspecify.annotations.NullMarked;
