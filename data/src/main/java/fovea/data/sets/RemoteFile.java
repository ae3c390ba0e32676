package fovea.data.sets;

/**
 * A file as it can be downloaded.
 *
 * @param name in the mirror's folder and in ours
 * @param bytes its exact size
 * @param sha256 checksum in lower-case hexadecimal digits
 */
record RemoteFile(String name, long bytes, String sha256) {}
