package fovea.onednn.winograd;

/** Pictures that are worked on together. */
record Pictures(int first, int count) {}
