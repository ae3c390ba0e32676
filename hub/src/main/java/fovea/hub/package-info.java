/**
 * Any model ready to use: {@link fovea.hub.Models} loads it, {@link fovea.hub.Model} says what
 * pictures show, {@link fovea.hub.finetune.FineTune} teaches it a user's own photos.
 */
@NullMarked
package fovea.hub;

import org.jspecify.annotations.NullMarked;
