package fovea.data.photo;

/**
 * A validation photo that is also a training photo.
 *
 * @param train training photo
 * @param validation photo with the same pixels
 */
public record Leak(Photo train, Photo validation) {}
