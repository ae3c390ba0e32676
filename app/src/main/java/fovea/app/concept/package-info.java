/** The verb concepts: which concepts the classes of a model use. */
@NullMarked
package fovea.app.concept;

import org.jspecify.annotations.NullMarked;
