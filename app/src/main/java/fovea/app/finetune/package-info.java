/** The verb finetune: a pretrained network learns a folder of one's own pictures. */
@NullMarked
package fovea.app.finetune;

import org.jspecify.annotations.NullMarked;
