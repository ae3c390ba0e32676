/** How a network of the zoo is described: name, arguments, options, published figures. */
@NullMarked
package fovea.zoo.catalog;

import org.jspecify.annotations.NullMarked;
