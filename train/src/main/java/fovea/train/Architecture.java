package fovea.train;

import fovea.format.JsonObject;

/**
 * What a network was built from, so that it can be built again.
 *
 * @param name as users type it, such as {@code resnet18}
 * @param arguments what else its builder needs, such as the number of classes
 */
public record Architecture(String name, JsonObject arguments) {}
