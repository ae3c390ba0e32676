/**
 * Trained weights from elsewhere: files in PyTorch's and safetensors' formats, what is published
 * where, and how tensors fit the networks of the zoo.
 */
@NullMarked
package fovea.zoo.weights;

import org.jspecify.annotations.NullMarked;
