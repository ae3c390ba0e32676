/** What a network is to learn of pictures: a class, labels or numbers. */
@NullMarked
package fovea.data.targets;

import org.jspecify.annotations.NullMarked;
