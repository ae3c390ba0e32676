package fovea.data.pixels;

/** What the pictures of a data set look like, and so how a user's own picture becomes one. */
public enum Framing {
  /** A photo: the short side is scaled, the center cut out. */
  PHOTO,
  /** A light object on black that fills the picture: inverted if dark on light, trimmed, scaled. */
  OBJECT,
  /** A light digit on black as MNIST has it: ink in a box of 20/28, centerd by its mass. */
  DIGIT
}
