/** A program that uses the library; without this file it is one on the class path. */
module consumer {
  requires fovea;
}
