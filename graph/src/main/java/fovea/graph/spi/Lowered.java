package fovea.graph.spi;

import java.util.List;

/**
 * A program as calls over slots.
 *
 * @param calls in the order in which they run
 * @param results slots of the results, in plain layouts
 */
public record Lowered(List<Call> calls, List<Slot> results) {}
