/**
 * What a model file is: {@link fovea.model.ModelFile}, the {@link fovea.model.ModelCard} that says
 * how to use it, and the {@link fovea.model.Blueprint} by which its network is built again.
 */
@NullMarked
package fovea.model;

import org.jspecify.annotations.NullMarked;
