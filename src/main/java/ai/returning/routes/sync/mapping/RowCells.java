package ai.returning.routes.sync.mapping;

/** The places of the cells of one row, found in one pass. Reused for every row. */
final class RowCells {
    private static final byte[] NOTHING = new byte[0];

    private final int columns;
    /** Start of each cell; one more entry marks where the next would start. */
    private final int[] starts;

    private byte[] bytes = NOTHING;

    RowCells(int columns) {
        this.columns = columns;
        this.starts = new int[columns + 1];
    }

    /** Finds the cells and says how many there are. */
    int index(byte[] row, int from, int to) {
        bytes = row;
        starts[0] = from;
        int count = 1;
        for (int i = from; i < to; i++) {
            if (row[i] == '\t') {
                if (count <= columns) {
                    starts[count] = i + 1;
                }
                count++;
            }
        }
        if (count <= columns) {
            starts[count] = to + 1;
        }
        return count;
    }

    /** Puts a cell as the source wrote it, escapes included. */
    void read(int column, Cell cell) {
        int from = starts[column];
        int to = starts[column + 1] - 1;
        if (to - from == 2 && bytes[from] == '\\' && bytes[from + 1] == 'N') {
            cell.setNull();
        } else {
            cell.set(bytes, from, to, true);
        }
    }
}
