/** Options that name a network, its weights and its precision. */
@NullMarked
package fovea.app.network;

import org.jspecify.annotations.NullMarked;
