/** The verb doctor: what the machine offers. */
@NullMarked
package fovea.app.doctor;

import org.jspecify.annotations.NullMarked;
