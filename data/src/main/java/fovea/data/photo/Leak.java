package fovea.data.photo;

/**
 * A photo to be judged by that is also one to learn from.
 *
 * @param train photo to learn from
 * @param validation photo with the same pixels
 */
public record Leak(Photo train, Photo validation) {}
