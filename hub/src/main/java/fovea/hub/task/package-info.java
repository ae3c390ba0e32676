/** What a model of pictures was made for, as its card says, and how its outputs are shown. */
@NullMarked
package fovea.hub.task;

import org.jspecify.annotations.NullMarked;
