package ai.returning.routes.sync;

/** The rows of a batch that go out, with what kind of change each is. */
final class Selection {
    private final int[] rows;
    private final byte[] flags;
    private int count;

    Selection(int maxRows) {
        rows = new int[maxRows];
        flags = new byte[maxRows];
    }

    void add(int row, int flag) {
        rows[count] = row;
        flags[count++] = (byte) flag;
    }

    int count() {
        return count;
    }

    int row(int index) {
        return rows[index];
    }

    byte flag(int index) {
        return flags[index];
    }
}
