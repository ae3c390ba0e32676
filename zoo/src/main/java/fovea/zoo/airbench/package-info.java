/** The network that learns small pictures fastest (Jordan 2024). */
@NullMarked
package fovea.zoo.airbench;

import org.jspecify.annotations.NullMarked;
