/** Where the time of a step goes: by kernel, by layer, against what the machine gives at best. */
@NullMarked
package fovea.train.profile;

import org.jspecify.annotations.NullMarked;
