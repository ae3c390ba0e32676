/** Data of tests that lies outside of the project. */
@NullMarked
package fovea.testdata;

import org.jspecify.annotations.NullMarked;
