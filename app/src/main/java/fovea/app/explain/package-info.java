/** The verb explain: looks into a network, and writes what it finds as pictures and a page. */
@NullMarked
package fovea.app.explain;

import org.jspecify.annotations.NullMarked;
