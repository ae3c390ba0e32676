/**
 * What files of weights leave open, such as padding: {@link fovea.hub.settings.OpenSettings}, and
 * how photos decide it.
 */
@NullMarked
package fovea.hub.settings;

import org.jspecify.annotations.NullMarked;
