package ai.returning.routes.sync.mapping;

/** Checks one value and writes it as a CSV cell. Holds scratch state: one instance a mapper. */
interface CellWriter {

    /** Writes the cell from {@code at} on; returns the new end, or {@link Line#REFUSED}. */
    int write(Cell cell, Line line, int at);

    /** What the field demands, for the sentence of a refused row; empty if it demands nothing. */
    String rule();
}
