package fovea.model;

/**
 * What a network was built from, so that it can be built again.
 *
 * @param name as users type it, such as {@code resnet18}
 * @param arguments what else its builder needs, in the builder's own words
 */
public record Blueprint(String name, String arguments) {}
