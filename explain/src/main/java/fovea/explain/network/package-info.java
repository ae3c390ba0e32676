/** The network that is looked into: its layers that make maps, what is asked about, its input. */
@NullMarked
package fovea.explain.network;

import org.jspecify.annotations.NullMarked;
