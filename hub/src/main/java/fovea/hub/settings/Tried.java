package fovea.hub.settings;

/**
 * A variant that is tried.
 *
 * @param variant itself
 * @param candidate that it makes of the present one
 */
record Tried(Choice.Variant variant, Candidate candidate) {}
