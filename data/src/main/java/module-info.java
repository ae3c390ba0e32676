/** Data sets, decoding of pictures, augmentation, splits and batches. */
module fovea.data {
  requires static org.jspecify;
  requires fovea.format;
}
