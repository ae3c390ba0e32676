/** The verb augment: shows what data augmentation makes of pictures. */
@NullMarked
package fovea.app.augment;

import org.jspecify.annotations.NullMarked;
