/** Fine-tuning: a pretrained model learns the classes of one's own pictures. */
@NullMarked
package fovea.hub.finetune;

import org.jspecify.annotations.NullMarked;
