/** Small networks to begin with: softmax regression, a perceptron, LeNet-5. */
@NullMarked
package fovea.zoo.basic;

import org.jspecify.annotations.NullMarked;
